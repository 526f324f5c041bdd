/** The words that the declarations bring along, as flat translation keys. A new resource has all of its English unasked. */
import { type Action, choiceLabel, type Field, kindOf, labelOf, register } from '@dormouse/model'

/**
 * `resources.<name>.name`, `.about`, `.fields.<path>`, `.help.<path>`, `.choices.<path>.<value>`, `.actions.<action>`,
 * `.confirm.<action>`, `.inputs.<action>.<path>`.
 */
export function declaredWords(): Record<string, string> {
  const words: Record<string, string> = {}
  for (const { name, label, about, fields, actions } of register) {
    const key = `resources.${name}`
    words[`${key}.name`] = `${label[0]} |||| ${label[1]}`
    if (about) words[`${key}.about`] = about
    for (const [path, field] of Object.entries<Field>(fields)) addField(words, key, path, field)
    for (const [action, declared] of Object.entries<Action>(actions ?? {})) addAction(words, key, action, declared)
  }
  return words
}

function addField(words: Record<string, string>, key: string, path: string, field: Field): void {
  const { label, help } = field.options
  words[`${key}.fields.${path}`] = label ?? labelOf(path.slice(path.lastIndexOf('.') + 1))
  if (help) words[`${key}.help.${path}`] = help
  addChoices(words, `${key}.choices.${path}`, field)
  if (!kindOf(field).spread) return
  for (const [part, inner] of Object.entries(kindOf(field).parts?.(field.options) ?? {}))
    addField(words, key, `${path}.${part}`, inner)
}

function addChoices(words: Record<string, string>, key: string, field: Field): void {
  const options = field.options as { choices?: readonly string[] }
  for (const value of options.choices ?? []) words[`${key}.${value}`] = choiceLabel(options as never, value)
}

function addAction(words: Record<string, string>, key: string, name: string, { label, confirm, input }: Action): void {
  words[`${key}.actions.${name}`] = label
  if (confirm) words[`${key}.confirm.${name}`] = confirm
  for (const [path, field] of Object.entries<Field>(input)) {
    words[`${key}.inputs.${name}.${path}`] = field.options.label ?? labelOf(path)
    addChoices(words, `${key}.inputs.${name}.${path}`, field)
  }
}

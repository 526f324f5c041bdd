/** Whether a template can be saved: what does not parse, or asks for more than letters may, is refused with its place. */
import type { Json, Problem, Property } from '@dormouse/model'
import { knownFields } from './merge-fields.ts'
import { layoutNames, readLetter } from './render.ts'

/** Pure and synchronous: the writer asks it inside a decision, the editor while somebody types. */
export function checkTemplate(
  template: { [field: string]: Json },
  properties?: readonly Property[],
): Problem | undefined {
  const text = (field: string) => (typeof template[field] === 'string' ? template[field] : '')
  const layout = text('layout')
  if (layout && !layoutNames.includes(layout))
    return invalid('layout', `There is no layout called "${layout}". There are: ${layoutNames.join(', ')}.`)
  const language = text('language')
  if (language && !isLanguage(language))
    return invalid('language', `"${language}" is not a language code such as en or de.`)
  const letter = {
    subject: text('subject'),
    preheader: text('preheader'),
    body: text('body'),
    text: text('text') || null,
    layout,
    language,
  }
  const read = readLetter(letter, knownFields(properties))
  return read.ok ? undefined : read.problem
}

const invalid = (field: string, sentence: string): Problem => ({
  kind: 'invalid',
  message: sentence,
  errors: { [field]: sentence },
})

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

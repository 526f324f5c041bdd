/** The model's own validation, run in the form: the same schemas and the same rules that the server runs again. */
import {
  type AnyResource,
  createSchema,
  type Json,
  type Property,
  patchSchema,
  validate,
  withAt,
} from '@dormouse/model'

type Values = Record<string, Json>

/** Validates the values of a form; the errors are nested as the values are. */
export function checker(resource: AnyResource, doing: 'create' | 'edit', properties: Property[]) {
  const schema = (doing === 'create' ? createSchema : patchSchema)(resource, properties)
  return (values: Values): Values => {
    const checked = validate(schema, written(values))
    const found: Record<string, string> = checked.ok ? {} : { ...checked.errors }
    for (const rule of resource.rules ?? [])
      if (!holds(rule.holds, values)) found[rule.field as string] ??= rule.message
    return nested(found)
  }
}

/** A rule may look at a field that is not filled in yet; that is the other check's to say. */
function holds(rule: (record: never) => boolean, values: Values): boolean {
  try {
    return rule(values as never)
  } catch {
    return true
  }
}

/** JSON, as it would travel: react-hook-form keeps undefined for inputs that were never touched. */
const written = (values: Values): Record<string, Json> => JSON.parse(JSON.stringify(values))

/** `{"address.city": "..."}` → `{address: {city: "..."}}`, which is how react-hook-form wants it. */
export function nested(errors: Record<string, string>): Values {
  let result: Values = {}
  for (const [path, sentence] of Object.entries(errors)) {
    try {
      result = withAt(result, path, sentence)
    } catch {
      result = { ...result, root: { serverError: sentence } }
    }
  }
  return result
}

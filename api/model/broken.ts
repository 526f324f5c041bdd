/** What a whole record breaks beyond the types of its fields: the declaration's rules, and rule groups kept in fields. */
import { checkRules } from './check-rules.ts'
import type { Json } from './field.ts'
import type { JsonOptions } from './fields/index.ts'
import { resourceNamed } from './register.ts'
import type { AnyResource, Fields } from './resource.ts'
import type { Property } from './resources/properties.ts'

/** Field → sentence, or undefined when all is well. `properties`: those of all resources. */
export function broken(
  resource: AnyResource,
  record: { [field: string]: Json },
  properties: readonly Property[] = [],
): Record<string, string> | undefined {
  const errors: Record<string, string> = {}
  for (const rule of resource.rules ?? []) if (!rule.holds(record as never)) errors[rule.field] ??= rule.message
  for (const [name, field] of Object.entries(resource.fields as Fields)) {
    const over = resourceNamed((field.options as JsonOptions).rules ?? '')
    const group = record[name]
    const problem = over && group !== null && group !== undefined ? checkRules(over, group, properties) : undefined
    if (problem) errors[name] ??= problem.message
  }
  return Object.keys(errors).length > 0 ? errors : undefined
}

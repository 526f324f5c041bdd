/** All resources together, checked: what everything else is derived from. `resources/index.ts` says which there are. */
import { checkRegister } from './check.ts'
import { gatherNames } from './names.ts'
import type { AnyResource } from './resource.ts'
import * as declared from './resources/index.ts'

/** Those of the menu first, as they stand in it. */
export const register: readonly AnyResource[] = checkRegister(
  gatherNames(Object.values(declared).filter(isResource).sort(byPlace)),
)

const byName = new Map(register.map(resource => [resource.name, resource]))

export const resourceNamed = (name: string): AnyResource | undefined => byName.get(name)

/** Declarations bring lists along, which others need as well. */
function isResource(exported: unknown): exported is AnyResource {
  return typeof exported === 'object' && exported !== null && 'fields' in exported && 'access' in exported
}

function byPlace(a: AnyResource, b: AnyResource): number {
  const order = (resource: AnyResource) => resource.menu?.order ?? Number.MAX_SAFE_INTEGER
  return order(a) - order(b) || (a.name < b.name ? -1 : 1)
}

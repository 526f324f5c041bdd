/**
 * Derivations (leaves, schemas) depend on the declaration and on the fields that staff added. Both rarely change, and
 * the fields arrive as a freshly read array each time, so a derivation is remembered by what those fields say.
 */
import type { AnyResource } from './resource.ts'
import type { Property } from './resources/properties.ts'

const variantsMax = 32

export function remembered<T>(derive: (resource: AnyResource, properties: readonly Property[]) => T) {
  const byResource = new WeakMap<AnyResource, Map<string, T>>()
  return (resource: AnyResource, properties: readonly Property[] = []): T => {
    const own = properties.length === 0 ? properties : properties.filter(each => each.resource === resource.name)
    const signature = own.length === 0 ? '' : JSON.stringify(own.map(saying))
    const variants = byResource.get(resource) ?? new Map<string, T>()
    byResource.set(resource, variants)
    const known = variants.get(signature)
    if (known !== undefined) return known
    if (variants.size >= variantsMax) variants.delete(variants.keys().next().value as string)
    const derived = derive(resource, own)
    variants.set(signature, derived)
    return derived
  }
}

const saying = (property: Property) => [
  property.key,
  property.kind,
  property.label,
  property.options,
  property.required,
  property.group,
  property.position,
  property.archived,
]

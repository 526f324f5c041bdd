/** The fields that staff added by clicking, as the model takes them: the same list until one of them changes. */
import type { AnyResource, Property } from '@dormouse/model'
import type { StoredRecord, TableIndex, View } from '../store/view.ts'

class PropertyList implements TableIndex {
  #records = new Map<string, StoredRecord>()
  #lists = new Map<string, readonly Property[]>()

  change(before: StoredRecord | undefined, after: StoredRecord | undefined): void {
    if (after) this.#records.set(after.id, after)
    else if (before) this.#records.delete(before.id)
    this.#lists.clear()
  }

  of(resource: string): readonly Property[] {
    let list = this.#lists.get(resource)
    if (!list) {
      list = ([...this.#records.values()] as unknown as Property[]).filter(each => each.resource === resource)
      this.#lists.set(resource, list)
    }
    return list
  }
}

/** Needs the collection `properties` where the resource is extensible. */
export function propertiesOf(view: Pick<View, 'table'>, resource: AnyResource): readonly Property[] {
  return resource.extensible
    ? view
        .table('properties')
        .index('by resource', () => new PropertyList())
        .of(resource.name)
    : none
}

const none: readonly Property[] = []

export const propertyNeeds = (resource: AnyResource): readonly string[] => (resource.extensible ? ['properties'] : [])

/** What must be true of the asker before anything else is looked at. */
import { type Actor, type AnyResource, type Property, reach, type Verb } from '@dormouse/model'
import { findNeeds, findRecord } from '../read/find.ts'
import { propertiesOf, propertyNeeds } from '../read/properties.ts'
import { hiddenPaths, type Row, shownTo } from '../read/shown.ts'
import type { Reader } from '../store/view.ts'
import { missing, problem } from './problems.ts'

const words: Record<Verb, string> = { read: 'see', write: 'change', delete: 'remove' }

/** Refuses whoever may do that to no record of the resource at all; which ones is decided record by record. */
export function mayAtAll(resource: AnyResource, verb: Verb, actor: Actor): void {
  if (!reach(resource.access, verb, actor.role))
    throw problem('forbidden', `You may not ${words[verb]} ${resource.label[1].toLowerCase()}.`)
}

export interface Seen {
  shown: Row
  properties: readonly Property[]
  /** Paths of fields the reader may not see. */
  hidden: readonly string[]
  sequence: number
}

/** The record as the actor sees it, or the answer that there is none. */
export async function mustSee(
  resource: AnyResource,
  id: string,
  actor: Actor,
  deps: { reader: Reader },
): Promise<Seen> {
  mayAtAll(resource, 'read', actor)
  const seen = await deps.reader.read(findNeeds(resource, id, actor), view => {
    const record = findRecord(view, resource, id, actor)
    if (!record) return undefined
    const properties = propertiesOf(view, resource)
    return {
      shown: shownTo(view, resource, actor, properties)(record),
      properties,
      hidden: hiddenPaths(resource, actor, properties),
      sequence: view.sequence,
    }
  })
  if (!seen) throw missing()
  return seen
}

export async function propertiesFor(
  resource: AnyResource,
  { reader }: { reader: Reader },
): Promise<readonly Property[]> {
  if (!resource.extensible) return []
  return reader.read({ collections: propertyNeeds(resource) }, view => propertiesOf(view, resource))
}

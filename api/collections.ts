/** The store's collections and projections, derived from the declarations; and the few that are no resource. */
import { type AnyResource, register } from '@dormouse/model'
import { lettersSpec } from './campaigns/collections.ts'
import { receivedProjection } from './campaigns/received.ts'
import { erasedSpec } from './erasure/erased.ts'
import { changesProjection } from './read/changes.ts'
import type { CollectionSpec, Layout, Projection } from './store/view.ts'

/** Shards of a sharded collection: few enough to list, many enough that one holds little. */
const shards = 256

/** Of the sign-in (`identity/records.ts`). No resource, route, history, export or open data has them. */
const signIn: CollectionSpec[] = ['credentials', 'sessions'].map(name => ({ name, layout: { kind: 'whole' } }))

/** What became of each line of an import (decision 4). */
const importRows: CollectionSpec = {
  name: 'importRows',
  layout: { kind: 'partitioned', by: 'importId' },
  countBy: 'outcome',
}

export const collectionSpecs: readonly CollectionSpec[] = [
  ...register.map(specOf),
  ...signIn,
  lettersSpec,
  importRows,
  erasedSpec,
]

export const projections: readonly Projection[] = [changesProjection, receivedProjection]

function specOf({ name, layout }: AnyResource): CollectionSpec {
  const countBy = layout?.kind === 'partitioned' ? layout.countBy : undefined
  return { name, layout: layoutOf(layout), ...(countBy ? { countBy } : {}) }
}

function layoutOf(layout: AnyResource['layout']): Layout {
  if (layout?.kind === 'partitioned') return { kind: 'partitioned', by: layout.by }
  return layout?.kind === 'sharded' ? { kind: 'sharded', shards } : { kind: 'whole' }
}

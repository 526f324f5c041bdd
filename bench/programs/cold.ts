/**
 * Opens a store, reads one collection into memory and says what that cost: CPU of the whole process while it did, and
 * memory that stayed. `node --expose-gc bench/programs/cold.ts <folder> <collection> [<partition or key>]`; without a
 * collection it reads the root alone.
 */
import { systemClock as clock } from '../../api/clock.ts'
import { collectionSpecs, projections } from '../../api/collections.ts'
import { openObjects } from '../../api/store/open.ts'
import { openReplica } from '../../api/store/replica.ts'
import type { Needs, View } from '../../api/store/view.ts'
import { countedObjects, sumOf } from './counted.ts'
import { heldBytes } from './held.ts'

export interface Cold {
  rows: number
  cpuSeconds: number
  wallSeconds: number
  /** Heap and buffers that the rows hold, after a full collection. */
  heldBytes: number
  /** Objects that were read, the root among them. */
  reads?: number
}

const [folder = '', collection, part = ''] = process.argv.slice(2)
const before = heldBytes()
const cpu = process.cpuUsage()
const startedMs = performance.now()
const objects = countedObjects(openObjects(`file:${folder}`))
const replica = openReplica({ objects, specs: collectionSpecs, projections, clock })
const [needs, count] = asked()
const rows = await replica.read(needs, count)
const wallSeconds = (performance.now() - startedMs) / 1000
const { user, system } = process.cpuUsage(cpu)
const answer: Cold = {
  rows,
  cpuSeconds: (user + system) / 1e6,
  wallSeconds,
  heldBytes: heldBytes() - before,
  reads: sumOf(objects.read, 'objects'),
}
await replica.close()
await objects.close()
console.log(JSON.stringify(answer))

/** What to load, and how many rows that is, by how the collection lies. */
function asked(): [Needs, (view: View) => number] {
  if (collection === undefined) return [{}, () => 0]
  switch (collectionSpecs.find(({ name }) => name === collection)?.layout.kind) {
    case 'partitioned':
      if (part === '')
        return [
          { collections: [collection] },
          view => view.partitions(collection).reduce((sum, each) => sum + each.rows, 0),
        ]
      return [{ partitions: [[collection, part]] }, view => view.partition(collection, part).size]
    case 'sharded':
      return [{ keys: [[collection, part]] }, view => view.rows(collection, part).length]
    default:
      return [{ collections: [collection] }, view => view.table(collection).size]
  }
}

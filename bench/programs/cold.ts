/**
 * Opens a store, reads one collection into memory and says what that cost: CPU of the whole process while it did, and
 * memory that stayed. `node --expose-gc bench/programs/cold.ts <folder> <collection> [<partition>]`.
 */
import { systemClock as clock } from '../../api/clock.ts'
import { collectionSpecs, projections } from '../../api/collections.ts'
import { openObjects } from '../../api/store/open.ts'
import { openReplica } from '../../api/store/replica.ts'
import { heldBytes } from './held.ts'

export interface Cold {
  rows: number
  cpuSeconds: number
  wallSeconds: number
  /** Heap and buffers that the rows hold, after a full collection. */
  heldBytes: number
}

const [folder = '', collection = 'contacts', partition] = process.argv.slice(2)
const before = heldBytes()
const cpu = process.cpuUsage()
const startedMs = performance.now()
const objects = openObjects(`file:${folder}`)
const replica = openReplica({ objects, specs: collectionSpecs, projections, clock })
const needs = partition ? { partitions: [[collection, partition]] as const } : { collections: [collection] }
const rows = await replica.read(needs, view =>
  partition ? view.partition(collection, partition).size : view.table(collection).size,
)
const wallSeconds = (performance.now() - startedMs) / 1000
const { user, system } = process.cpuUsage(cpu)
const answer: Cold = { rows, cpuSeconds: (user + system) / 1e6, wallSeconds, heldBytes: heldBytes() - before }
await replica.close()
await objects.close()
console.log(JSON.stringify(answer))

/** Which partitions a partitioned collection has, and how many rows each holds of each countable value. */
import { addCounts, countChange, type Specs, specOf } from './layout.ts'
import type { ManifestCache, PartitionedManifest, PartitionRef } from './manifest.ts'
import type { Tables } from './tables.ts'
import { type TailContents, touches } from './tail.ts'
import type { Root } from './view.ts'

export interface PartitionCounts {
  partition: string
  rows: number
  counts: Record<string, number>
}

export class Directories {
  readonly #deps: { specs: Specs; manifests: ManifestCache; tail: TailContents; tables: Tables; root(): Root }
  readonly #loaded = new Map<string, { key: string; manifest: PartitionedManifest }>()
  readonly #counted = new Map<string, { sequence: number; partitions: PartitionCounts[] }>()

  constructor(deps: { specs: Specs; manifests: ManifestCache; tail: TailContents; tables: Tables; root(): Root }) {
    this.#deps = deps
  }

  isCurrent(collection: string): boolean {
    const root = this.#deps.root()
    return (
      root.manifests[collection] === this.#loaded.get(collection)?.key &&
      root.tail.every(entry => !touches(entry, collection) || this.#deps.tail.operations(entry))
    )
  }

  async load(collection: string): Promise<void> {
    const root = this.#deps.root()
    const key = root.manifests[collection]
    if (key === undefined) this.#loaded.delete(collection)
    else this.#loaded.set(collection, { key, manifest: await this.#deps.manifests.read<PartitionedManifest>(key) })
    await this.#deps.tail.load(root.tail.filter(entry => touches(entry, collection)))
  }

  /** As folded, moved by what the tail has brought since. */
  partitions(collection: string): PartitionCounts[] {
    const { root: rootOf, tail, tables, specs } = this.#deps
    const root = rootOf()
    const counted = this.#counted.get(collection)
    if (counted?.sequence === root.sequence) return counted.partitions
    const { countBy } = specOf(specs, collection)
    const moved = new Map<string, PartitionCounts>()
    const folded: Record<string, PartitionRef> = this.#loaded.get(collection)?.manifest.partitions ?? {}
    for (const [partition, { rows, counts }] of Object.entries(folded))
      moved.set(partition, { partition, rows, counts })
    for (const entry of root.tail)
      for (const operation of tail.operations(entry) ?? []) {
        if (operation.on !== collection) continue
        const partition = tables.partitionOf(operation) as string
        const before = moved.get(partition) ?? { partition, rows: 0, counts: {} }
        const rows = before.rows + ('put' in operation ? 1 : 'drop' in operation ? -1 : 0)
        const counts = countBy ? addCounts(before.counts, countChange(operation, countBy)) : before.counts
        moved.set(partition, { partition, rows, counts })
      }
    const partitions = [...moved.values()]
    this.#counted.set(collection, { sequence: root.sequence, partitions })
    return partitions
  }

  clear(): void {
    this.#loaded.clear()
    this.#counted.clear()
  }
}

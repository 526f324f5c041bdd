/** Brings a table in memory from the sequence it has to what a manifest says, reading only the segments that tell it more. */
import { unpackLines, unpackRows } from './codec.ts'
import type { Leanness } from './lean.ts'
import { readBody, type TableManifest } from './manifest.ts'
import type { ObjectStore } from './objects.ts'
import type { MemoryTable } from './table.ts'
import type { StoredRecord } from './view.ts'

/** Reads under way at once for one table: enough to hide S3's latency, few enough to bound memory. */
const readsAtOnce = 8

export interface LoadingDeps {
  objects: ObjectStore
  leanness: Leanness
  upcast?(record: StoredRecord): StoredRecord
}

/**
 * Everything up to `since` is in the table already; with 0 it must be empty. Running it again from the same `since` after
 * it failed half-way is right: what it puts or removes wrongly by then has changed since, so the next run sees to it.
 */
export async function loadTable(
  { objects, leanness, upcast = same }: LoadingDeps,
  table: MemoryTable,
  manifest: TableManifest,
  since: number,
): Promise<void> {
  const base = manifest.base.map((ref, index) => ({ ref, isBase: true, below: manifest.base[index + 1]?.first }))
  const deltas = manifest.deltas.map(ref => ({ ref, isBase: false, below: undefined }))
  const wanted = [...base, ...deltas].filter(({ ref }) => ref.to > since)
  const put = (rows: StoredRecord[], _: number[], deleted: boolean[]) => {
    for (const [index, row] of rows.entries())
      if (deleted[index]) table.remove(row.id)
      else {
        leanness.lean(row)
        table.put(upcast(row))
      }
  }
  await eachBody(
    objects,
    wanted.map(({ ref }) => ref),
    async (body, index) => {
      const { ref, isBase, below } = wanted[index] as (typeof wanted)[number]
      await unpackRows<StoredRecord>(body, since, put)
      if (isBase && since > 0) await removeMissing(table, body, ref.first ?? '', below)
    },
  )
}

/** Hands out bodies in order while the next ones are on their way. */
export async function eachBody(
  objects: ObjectStore,
  refs: readonly { key: string }[],
  use: (body: Uint8Array, index: number) => Promise<void>,
): Promise<void> {
  const coming: Promise<Uint8Array>[] = []
  for (let index = 0; index < refs.length; index++) {
    for (let next = coming.length; next < Math.min(refs.length, index + readsAtOnce); next++) {
      const body = readBody(objects, (refs[next] as { key: string }).key)
      // Whoever awaits it sees the failure; without this one, a later body's failure would count as unhandled meanwhile.
      body.catch(() => undefined)
      coming.push(body)
    }
    await use(await (coming[index] as Promise<Uint8Array>), index)
  }
}

/** Compaction drops tombstones: what lies in the segment's range of ids and is not in it any more was removed. */
async function removeMissing(
  table: MemoryTable,
  body: Uint8Array,
  from: string,
  below: string | undefined,
): Promise<void> {
  const present = new Set<string>()
  for (const line of await unpackLines(body)) present.add(line.id)
  const gone: string[] = []
  for (const { id } of table.values())
    if (id >= from && (below === undefined || id < below) && !present.has(id)) gone.push(id)
  for (const id of gone) table.remove(id)
}

const same = (record: StoredRecord): StoredRecord => record

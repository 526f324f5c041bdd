/** The state that is to come back: at a time, out of a pin of this store, or out of a backup elsewhere. */
import { collectionSpecs, projections } from '../collections.ts'
import { TaskProblem } from '../operations/task.ts'
import { moment } from '../operations/words.ts'
import { specsByName } from '../store/layout.ts'
import type { ObjectStore } from '../store/objects.ts'
import { entryAt, presentRoot, stateAt, type Tables, tableOf } from '../store/past.ts'
import { rootKey } from '../store/paths.ts'
import { readPin } from '../store/pins.ts'
import { rootTime } from '../store/root.ts'
import { MemoryTable } from '../store/table.ts'
import type { Reader, Root, StoredRecord } from '../store/view.ts'
import { restoredCollections } from './plan.ts'

export interface Earlier {
  records: ReadonlyMap<string, ReadonlyMap<string, StoredRecord>>
  /** The commit of this store's log that the state is of. */
  sequence: number
  at: string
}

const specs = specsByName(collectionSpecs, projections)

export async function stateAtTime(objects: ObjectStore, reader: Reader, time: string): Promise<Earlier> {
  const present = (names: readonly string[]) =>
    reader.read({ collections: names }, view => {
      const tables: Tables = new Map()
      for (const name of names) {
        const copy = new MemoryTable(name)
        for (const record of view.table(name).values()) copy.put(record)
        tables.set(name, copy)
      }
      return { sequence: view.sequence, tables }
    })
  const past = await stateAt({ objects, specs, present }, restoredCollections, time)
  if (past.kind === 'before')
    throw new TaskProblem(`This store begins on ${moment(past.beganAt)}: there is nothing from before.`)
  if (past.kind === 'far') throw new Error('A walk without bounds was too long.')
  return { records: recordsOf(past.tables), sequence: past.sequence, at: time }
}

export async function stateOfPin(objects: ObjectStore, name: string): Promise<Earlier | undefined> {
  const root = await readPin(objects, name)
  return root && stateOfRoot(objects, root)
}

export const stateOfBackup = async (backup: ObjectStore): Promise<Earlier> =>
  stateOfRoot(backup, await presentRoot(backup))

export async function mustBeBackup(backup: ObjectStore, place: string): Promise<void> {
  if ((await backup.get(rootKey)).kind === 'found') return
  throw new TaskProblem(`There is no finished backup in ${place}: root.json, which is copied last, is not there.`)
}

/** A backup of this very store: its newest commit stands in the log here, too. */
export async function mustBeSameStore(objects: ObjectStore, backup: ObjectStore, place: string): Promise<void> {
  await mustBeBackup(backup, place)
  const theirs = await presentRoot(backup)
  const ours = await presentRoot(objects)
  const found = theirs.sequence <= ours.sequence ? await entryAt(objects, ours, theirs.sequence) : undefined
  const last = theirs.tail.at(-1)
  if (found && last && found.at === last.at && sameCommands(found.commands, last.commands)) return
  throw new TaskProblem(
    `${place} holds a backup of another store, or of another life of this one: restore it into an empty folder instead.`,
  )
}

const sameCommands = (a: readonly { id: string }[], b: readonly { id: string }[]): boolean =>
  a.length === b.length && a.every(({ id }, index) => id === b[index]?.id)

async function stateOfRoot(objects: ObjectStore, root: Root): Promise<Earlier> {
  const tables: Tables = new Map()
  for (const name of restoredCollections) tables.set(name, await tableOf({ objects, specs }, root, name))
  return { records: recordsOf(tables), sequence: root.sequence, at: rootTime(root) }
}

function recordsOf(tables: Tables): Earlier['records'] {
  const records = new Map<string, Map<string, StoredRecord>>()
  for (const [name, table] of tables) {
    const byId = new Map<string, StoredRecord>()
    for (const record of table.values()) byId.set(record.id, record)
    records.set(name, byId)
  }
  return records
}

/** Replays the log by itself, for `verify.ts`: nothing of what folding and compaction do is used here. */
import { isDeepStrictEqual } from 'node:util'
import { applied, valueAt } from './apply.ts'
import { forgottenHours, hourOf, outcomesCollection, partitionOf, type Specs, specOf } from './layout.ts'
import type { FullEntry } from './log.ts'
import { tailStart } from './root.ts'
import type { CommittedOperation, Projection, Root, StoredRecord } from './view.ts'

/** What the log says is in one table, shard or hour: the row and the commit that made it what it is. */
export type Expected = Map<string, { sequence: number; row: object }>

type Change = Extract<CommittedOperation, { set: unknown }>

/** The state of everything as the log alone tells it: as it was when the tail began, which is what the files hold. */
export class Replay {
  /** By collection, then by partition, '' for a whole collection or for the rows of a sharded one. */
  readonly tables = new Map<string, Map<string, Expected>>()
  operations = 0
  #sequence = 0
  #at = ''
  readonly #specs: Specs
  readonly #projections: readonly Projection[]
  readonly #folded: number
  readonly #say: (problem: string) => void
  /** Records as of the root, tail included, against which every change is checked. */
  readonly #present = new Map<string, StoredRecord>()

  constructor(specs: Specs, projections: readonly Projection[], root: Root, say: (problem: string) => void) {
    this.#specs = specs
    this.#projections = projections
    this.#folded = tailStart(root) - 1
    this.#say = say
  }

  get records(): number {
    return this.#present.size
  }

  entry(entry: FullEntry): void {
    const { sequence, at } = entry
    if (sequence !== this.#sequence + 1) this.#say(`Commit ${this.#sequence} is followed by ${sequence} in the log.`)
    if (at < this.#at) this.#say(`Commit ${sequence} is dated ${at}, before the one it follows.`)
    this.#sequence = sequence
    this.#at = at
    const isFolded = sequence <= this.#folded
    for (const [index, operation] of entry.operations.entries()) {
      this.operations++
      if (!entry.commands[operation.by]?.outcome.ok)
        this.#say(`Commit ${sequence} changes ${operation.on}/${operation.id} for a command that was refused.`)
      this.#operation(operation, sequence, isFolded)
      if (!isFolded) continue
      for (const projection of this.#projections)
        for (const { key, id, row } of projection.rows(operation, entry, index))
          this.table(projection.collection, '').set(`${key}\u0000${id}`, { sequence, row })
    }
    if (!isFolded || entry.commands.length === 0) return
    for (const { id, actor, outcome } of entry.commands)
      this.table(outcomesCollection, hourOf(at)).set(id, { sequence, row: { id, actor, at, outcome } })
    const hours = this.tables.get(outcomesCollection)
    for (const hour of forgottenHours(hours?.keys() ?? [])) hours?.delete(hour)
  }

  end(root: Root): void {
    if (this.#sequence !== root.sequence) this.#say(`The log ends at ${this.#sequence}, the root is ${root.sequence}.`)
  }

  table(collection: string, partition: string): Expected {
    const partitions = this.tables.get(collection) ?? new Map<string, Expected>()
    const table: Expected = partitions.get(partition) ?? new Map()
    this.tables.set(collection, partitions.set(partition, table))
    return table
  }

  #operation(operation: CommittedOperation, sequence: number, isFolded: boolean): void {
    const { on, id } = operation
    const name = `${on}/${id}`
    const spec = specOf(this.#specs, on)
    const before = this.#present.get(name)
    if ('put' in operation && before) this.#say(`Commit ${sequence} creates ${name}, which exists.`)
    if (!('put' in operation) && !before) {
      this.#say(`Commit ${sequence} changes ${name}, which does not exist.`)
      return
    }
    const put = applied(
      'set' in operation ? this.#fitting(before as StoredRecord, operation, sequence) : before,
      operation,
    )
    if (put) this.#present.set(name, put)
    else this.#present.delete(name)
    const after = put && spec.upcast ? spec.upcast(put) : put
    const partition = spec.layout.kind === 'partitioned' ? partitionOf(spec, (after ?? before) as StoredRecord) : ''
    if (operation.in !== undefined && operation.in !== partition)
      this.#say(`Commit ${sequence} files ${name} under ${operation.in}, but it belongs to ${partition}.`)
    if (!isFolded) return
    if (after) this.table(on, partition).set(id, { sequence, row: after })
    else this.table(on, partition).delete(id)
  }

  /** The record in the shape that the change was made of: as the log has it, or as today's code reads it. */
  #fitting(record: StoredRecord, { on, id, was }: Change, sequence: number): StoredRecord {
    const misfits = (each: StoredRecord) =>
      Object.keys(was).filter(path => !isDeepStrictEqual(valueAt(each, path) ?? null, was[path] ?? null))
    const wrong = misfits(record)
    if (wrong.length === 0) return record
    const upcast = specOf(this.#specs, on).upcast?.(record)
    if (upcast && misfits(upcast).length === 0) return upcast
    for (const path of wrong)
      this.#say(`Commit ${sequence} says that ${path} of ${on}/${id} was something else than it was.`)
    return record
  }
}

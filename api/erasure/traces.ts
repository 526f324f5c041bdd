/**
 * What a store holds of somebody: found by walking the whole log, because figures, imports and the ledger keep no change
 * rows, and what was removed long ago stands nowhere else.
 */
import { type AnyResource, at, type Json, leaves, resourceNamed } from '@dormouse/model'
import { logTexts, operationsIn } from '../store/log-texts.ts'
import type { ObjectStore } from '../store/objects.ts'
import type { CommittedOperation, Root } from '../store/view.ts'
import { outgoing } from '../writer/links.ts'

export interface Traces {
  /** The record's own id, and those of duplicates that were merged into it. */
  ids: Set<string>
  /** `resource/id` of these, and of everything that goes with them: notes about them, seats at events, documents. */
  records: Set<string>
  /** Lines of imports that brought or changed one of them. */
  importRows: Set<string>
  /** Imports whose sample cells may show the person. */
  imports: Set<string>
  /** Uploaded files: pictures and documents. */
  files: Set<string>
  /** Every e-mail address the person ever had here. */
  addresses: Set<string>
  /** What others may have written down: full names, addresses, numbers. */
  words: Set<string>
  /** Whether the store ever had the record. */
  found: boolean
}

/** Things found may lead to more things; two rounds are the rule. */
const roundsMax = 6
/** Shorter ones would be found in everything. */
const wordLengthMin = 5

export async function findTraces(
  objects: ObjectStore,
  root: Root,
  start: { resource: string; ids: readonly string[] },
  onProgress?: (done: number, of: number) => void,
): Promise<Traces> {
  const finder = new Finder(start)
  for (let round = 0; round < roundsMax; round++) {
    const before = finder.size
    for await (const texts of logTexts(objects, root, onProgress))
      for (const text of texts)
        if (finder.mentions(text)) for (const operation of operationsIn(text)) finder.take(operation)
    if (finder.size === before) return finder.traces
  }
  throw new Error('What belongs to this record leads on and on.')
}

class Finder {
  readonly traces: Traces
  readonly #resource: string
  readonly #firstNames = new Set<string>()
  readonly #lastNames = new Set<string>()
  /** Bare ids of all records found. */
  readonly #marks = new Set<string>()

  constructor({ resource, ids }: { resource: string; ids: readonly string[] }) {
    this.#resource = resource
    const empty = () => new Set<string>()
    this.traces = {
      ids: new Set(ids),
      records: new Set(ids.map(id => `${resource}/${id}`)),
      importRows: empty(),
      imports: empty(),
      files: empty(),
      addresses: empty(),
      words: empty(),
      found: false,
    }
    for (const id of ids) this.#marks.add(id)
  }

  get size(): number {
    const { records, ids, imports, words } = this.traces
    return records.size + ids.size + imports.size + words.size
  }

  mentions(text: string): boolean {
    for (const mark of this.#marks) if (text.includes(mark)) return true
    for (const word of this.traces.words) if (text.includes('"columns"') && text.includes(word)) return true
    return false
  }

  take(operation: CommittedOperation): void {
    const resource = resourceNamed(operation.on)
    const values = valuesOf(operation)
    if (operation.on === 'importRows') this.#importRow(operation.id, values)
    else if (operation.on === 'imports') this.#import(operation.id, values)
    else if (resource && !resource.layout) {
      if (values.some(each => this.#goesAlong(resource, each))) this.#add(resource, operation.id)
      if (this.traces.records.has(`${operation.on}/${operation.id}`)) this.#record(resource, operation, values)
    }
  }

  #add(resource: AnyResource, id: string): void {
    this.traces.records.add(`${resource.name}/${id}`)
    this.#marks.add(id)
  }

  /** Whether removing one of those found removes this record too. */
  #goesAlong(resource: AnyResource, values: Values): boolean {
    return outgoing(resource).some(({ path, to, onDelete }) => {
      if (onDelete !== 'cascade') return false
      const held = at(values, path)
      if (to !== undefined) return this.#has(to, held)
      // A change names the parts of "about" one by one; which resource it was, its other part says.
      return this.#has(String(at(values, `${path}.resource`)), at(values, `${path}.id`))
    })
  }

  #has(resource: string, id: Json | undefined): boolean {
    return typeof id === 'string' && this.traces.records.has(`${resource}/${id}`)
  }

  #record(resource: AnyResource, { on, id }: CommittedOperation, all: readonly Values[]): void {
    this.traces.found = true
    for (const values of all) {
      for (const { path, field } of leaves(resource))
        if (field.kind === 'file') {
          const file = at(values, `${path}.id`)
          if (typeof file === 'string') this.traces.files.add(file)
        }
      if (on === this.#resource && on === 'contacts' && this.traces.ids.has(id)) this.#person(values)
    }
  }

  #person(values: Values): void {
    const text = (path: string) => {
      const value = at(values, path)
      return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
    }
    const email = text('email')
    if (email) this.traces.addresses.add(email)
    const [first, last, phone] = [text('firstName'), text('lastName'), text('phone')]
    if (first) this.#firstNames.add(first)
    if (last) this.#lastNames.add(last)
    this.#word(email)
    this.#word(phone)
    this.#word(phone?.replace(/[^\d+]/g, ''))
    this.#word(text('address.line1'))
    for (const one of this.#firstNames)
      for (const other of this.#lastNames) {
        this.#word(`${one} ${other}`)
        this.#word(`${other}, ${one}`)
      }
    for (const duplicate of listOf(at(values, 'mergedFrom'))) {
      this.traces.ids.add(duplicate)
      this.#add(resourceNamed(this.#resource) as AnyResource, duplicate)
    }
  }

  #word(word: string | undefined): void {
    if (word !== undefined && word.length >= wordLengthMin) this.traces.words.add(word)
  }

  #importRow(id: string, all: readonly Values[]): void {
    const recordIds = all.map(values => values.recordId)
    if (!recordIds.some(recordId => typeof recordId === 'string' && this.#marks.has(recordId))) return
    this.traces.importRows.add(id)
    this.traces.imports.add(id.slice(0, id.lastIndexOf('-')))
  }

  #import(id: string, all: readonly Values[]): void {
    const shown = JSON.stringify(all.map(({ columns }) => columns ?? null))
    for (const word of this.traces.words) if (shown.includes(word)) this.traces.imports.add(id)
  }
}

type Values = Record<string, Json>

/** What an operation says of its record, as trees: what was put or dropped, or what was set and what was there before. */
function valuesOf(operation: CommittedOperation): Values[] {
  if ('put' in operation) return [operation.put]
  if ('drop' in operation) return [operation.drop]
  return [nested(operation.set), nested(operation.was)]
}

function nested(flat: Values): Values {
  const values: Values = {}
  for (const [path, value] of Object.entries(flat)) {
    const steps = path.split('.')
    const last = steps.pop() as string
    let holder = values
    for (const step of steps) {
      const held = holder[step]
      const next = held !== null && typeof held === 'object' && !Array.isArray(held) ? held : {}
      holder[step] = next
      holder = next
    }
    holder[last] = value
  }
  return values
}

const listOf = (value: Json | undefined): string[] => (Array.isArray(value) ? value.map(String) : [])

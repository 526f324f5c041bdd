/**
 * What is left of an erased person, wherever it stands. Pure functions of a row or an operation: the log, the files, the
 * history and the answers to commands stay in agreement (`store/redact.ts`).
 *
 * | where                                   | what stays                                                            |
 * |-----------------------------------------|-----------------------------------------------------------------------|
 * | the person, notes about them, ...       | that there was a record, when it was made, changed and removed, by whom |
 * | their change rows                       | made, removed                                                          |
 * | the ledger of letters                   | that there was one and what became of it: no address, no reason          |
 * | lines of imports                        | that a line was taken: nothing of what it said                          |
 * | what others wrote                       | listed for a person to look at; with `texts`, names become `[erased]`    |
 */
import { type AnyResource, isPlain, type Json, leaves, type Outcome, resourceNamed } from '@dormouse/model'
import type { Redaction, Row } from '../store/redact.ts'
import type { CommittedOperation } from '../store/view.ts'
import type { Traces } from './traces.ts'

export type Known = Pick<Traces, 'ids' | 'records'> & Partial<Traces>

export interface ErasureOptions {
  /** Names, addresses and numbers in texts that others wrote are replaced, too. */
  texts?: boolean
}

/** Something that others wrote and that still names the person: `activities/7 subject`. */
export interface Mention {
  resource: string
  id: string
  path: string
}

const base = new Set(['id', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'version'])
const inPlace = '[erased]'

export function erasure(known: Known, { texts = false }: ErasureOptions = {}): Redaction & { mentions: Mention[] } {
  const { ids, records, importRows = new Set(), imports = new Set(), words = new Set() } = known
  const recordIds = new Set([...records].map(name => name.slice(name.indexOf('/') + 1)))
  const marks = [...new Set([...ids, ...recordIds, ...importRows, ...imports])]
  const sought = [...words].map(word => JSON.stringify(word).slice(1, -1).toLowerCase())
  const named = new RegExp([...words].map(escaped).join('|') || '(?!)', 'giu')
  const mentions: Mention[] = []
  const seen = new Set<string>()

  const isPerson = (contactId: string) => ids.has(contactId)
  const isLedger = (on: string, id: string) => on === 'deliveries' && isPerson(id.slice(id.indexOf('_') + 1))
  const isImportRow = (on: string, id: string, recordId: Json | undefined) =>
    on === 'importRows' && (importRows.has(id) || (typeof recordId === 'string' && recordIds.has(recordId)))

  /** What becomes of the value at a path of a record that is not itself erased. */
  function cleaned(on: string, id: string, path: string, value: Json, recordId?: Json): Json {
    if (isLedger(on, id)) return ledgerValue(path, value)
    if (isImportRow(on, id, recordId)) return path === 'was' || path === 'message' ? null : value
    if (on === 'imports' && imports.has(id) && path === 'columns') return withoutSamples(value)
    if (!isText(on, path) || typeof value !== 'string' || value.search(named) < 0) {
      if (!isText(on, path)) notice(on, id, path, value)
      return value
    }
    if (texts) return value.replace(named, inPlace)
    notice(on, id, path, value)
    return value
  }

  function notice(on: string, id: string, path: string, value: Json): void {
    if (value === null || isOwnWay(on, path) || JSON.stringify(value).search(named) < 0) return
    const key = `${on}/${id} ${path}`
    if (!seen.has(key)) mentions.push({ resource: on, id, path })
    seen.add(key)
  }

  /** As `cleaned`, where an operation or a change names a whole group. */
  const cleanedAt = (on: string, id: string, path: string, value: Json): Json =>
    isPlain(value) && !path.includes('.')
      ? mapped(value, `${path}.`, (part, each) => cleaned(on, id, part, each))
      : cleaned(on, id, path, value)

  /** A record that stays, leaf by leaf. */
  const kept = (on: string, row: Row): Row =>
    mapped(row, '', (path, value) => cleaned(on, String(row.id), path, value, row.recordId))

  function changeRow(row: Row): Row | undefined {
    const { resource, recordId, field } = row
    if (records.has(`${resource}/${recordId}`)) return field === null ? row : undefined
    if (typeof field !== 'string') return row
    const value = (side: Json | undefined) => cleanedAt(String(resource), String(recordId), field, side ?? null)
    return { ...row, from: value(row.from), to: value(row.to) }
  }

  return {
    mentions,

    concerns(text) {
      if (marks.some(mark => text.includes(mark))) return true
      if (sought.length === 0) return false
      const lower = text.toLowerCase()
      return sought.some(word => lower.includes(word))
    },

    operation(operation) {
      const { on, id } = operation
      if (records.has(`${on}/${id}`)) return emptied(operation)
      if ('put' in operation) return { ...operation, put: kept(on, operation.put) as typeof operation.put }
      if ('drop' in operation) return { ...operation, drop: kept(on, operation.drop) as typeof operation.drop }
      const side = (values: Record<string, Json>) =>
        Object.fromEntries(Object.entries(values).map(([path, value]) => [path, cleanedAt(on, id, path, value)]))
      return { ...operation, set: side(operation.set), was: side(operation.was) }
    },

    row(collection, row) {
      if (collection === 'changes') return changeRow(row)
      if (collection === 'received') return isPerson(String(row.contactId)) ? { ...row, reason: null } : row
      if (collection === 'outcomes')
        return { ...row, outcome: outcomeOf(row.outcome as unknown as Outcome) as unknown as Json }
      return records.has(`${collection}/${row.id}`) ? empty(row) : kept(collection, row)
    },

    outcome: outcomeOf,
  }

  /** A refusal may repeat what was typed. */
  function outcomeOf(outcome: Outcome): Outcome {
    const text = JSON.stringify(outcome)
    if (text.search(named) < 0) return outcome
    const { fingerprint } = outcome
    const told = fingerprint === undefined ? {} : { fingerprint }
    if (!outcome.ok) return { ok: false, problem: { kind: outcome.problem.kind, message: inPlace }, ...told }
    const about = { ...(outcome.resource && { resource: outcome.resource }), ...(outcome.id && { id: outcome.id }) }
    return { ok: true, ...about, ...told }
  }
}

/** The bare record: that it was there, since when, and who made it. */
const empty = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, base.has(name) ? value : Array.isArray(value) ? [] : null]),
  )

function emptied(operation: CommittedOperation): CommittedOperation {
  if ('put' in operation) return { ...operation, put: empty(operation.put) as typeof operation.put }
  if ('drop' in operation) return { ...operation, drop: empty(operation.drop) as typeof operation.drop }
  const side = (values: Record<string, Json>) =>
    Object.fromEntries(Object.entries(values).filter(([path]) => base.has(path)))
  return { ...operation, set: side(operation.set), was: side(operation.was) }
}

function ledgerValue(path: string, value: Json): Json {
  if (['addressAtSend', 'addressHash', 'reason', 'messageId'].includes(path)) return null
  if (path !== 'attempts' || !Array.isArray(value)) return value
  return value.map(each => {
    if (each === null || typeof each !== 'object' || Array.isArray(each)) return each
    const { reason, messageId, address, ...rest } = each
    return rest
  })
}

const withoutSamples = (columns: Json): Json =>
  Array.isArray(columns)
    ? columns.map(each =>
        each !== null && typeof each === 'object' && !Array.isArray(each) ? { ...each, samples: [] } : each,
      )
    : columns

/** People share houses and telephones: what others have in common with the person is theirs. */
const isOwnWay = (on: string, path: string): boolean =>
  on === 'contacts' && (path === 'email' || path === 'phone' || path.startsWith('address'))

const textPaths = new Map<string, ReadonlySet<string>>()
const written = ['text', 'longText', 'richText']
/** The letters as they were sent; no resource declares them. */
const letterPaths = new Set(['subject', 'preheader', 'body', 'text'])

/** Whether it is free text that somebody wrote. Nobody's own record is rewritten because it resembles another one's. */
function isText(on: string, path: string): boolean {
  if (on === 'contacts') return false
  if (on === 'letters') return letterPaths.has(path)
  const resource: AnyResource | undefined = resourceNamed(on)
  if (!resource) return false
  let paths = textPaths.get(on)
  if (!paths) {
    paths = new Set(
      leaves(resource).flatMap(({ path: leaf, field, base: isBase }) =>
        !isBase && written.includes(field.kind) ? leaf : [],
      ),
    )
    textPaths.set(on, paths)
  }
  return paths.has(path) || path.startsWith('properties.')
}

/** Leaf by leaf, as operations name them: objects are gone into down to the second name of a path. */
function mapped(row: Row, prefix: string, change: (path: string, value: Json) => Json): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const path = prefix + name
      const isGroup = prefix === '' && isPlain(value)
      return [name, isGroup ? mapped(value, `${path}.`, change) : change(path, value)]
    }),
  )
}

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

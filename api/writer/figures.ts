/** The arithmetic of rollups. Pure, over the options of a declaration. */
import { at, type Json } from '@dormouse/model'
import type { StoredRecord } from '../store/view.ts'
import type { DraftTable } from './handler.ts'
import type { RollupFacts } from './links.ts'

type Money = { amount: number; currency: string }

/** What a record adds to a figure: 1 for a count, otherwise the value of its field; undefined: it does not count. */
export function contribution(record: StoredRecord, options: RollupFacts): Json | undefined {
  for (const [path, wanted] of Object.entries(options.where ?? {})) {
    const held = at(record, path) ?? null
    if (Array.isArray(wanted) ? !wanted.includes(held) : held !== wanted) return undefined
  }
  const field = options.sum ?? options.min ?? options.max ?? options.last
  return field === undefined ? 1 : (at(record, field) ?? null)
}

/** The figure after one record left and another came; undefined where only counting anew is exact. */
export function moved(
  figure: Json,
  left: Json | undefined,
  came: Json | undefined,
  options: RollupFacts,
): Json | undefined {
  if (!options.exact) return undefined
  if (figure !== null && typeof figure === 'object') return movedMoney(figure as unknown as Money, left, came)
  if (typeof figure !== 'number') return undefined
  const sum = figure - numberOf(left) + numberOf(came)
  return Number.isSafeInteger(sum) ? sum : undefined
}

function movedMoney(figure: Money, left: Json | undefined, came: Json | undefined): Json | undefined {
  let amount = figure.amount
  for (const [value, sign] of [
    [left, -1],
    [came, 1],
  ] as const) {
    if (value === undefined || value === null) continue
    const { amount: part, currency } = value as unknown as Money
    if (currency !== figure.currency) return undefined
    amount += sign * part
  }
  // The last one may have left, and then there is no figure: only counting anew can tell.
  return Number.isSafeInteger(amount) && amount !== 0 ? { amount, currency: figure.currency } : undefined
}

const numberOf = (value: Json | undefined): number => (typeof value === 'number' ? value : 0)

/** The figure made anew from the related records. */
export function figureOver(table: DraftTable, options: RollupFacts, id: string): Json {
  const related = table.lookup(options.by, id)
  if (options.last !== undefined) return lastOf(related, options)
  const parts: Json[] = []
  for (const record of related) {
    const part = contribution(record, options)
    if (part !== undefined && part !== null) parts.push(part)
  }
  if (options.min !== undefined) return extreme(parts, (a, b) => a < b)
  if (options.max !== undefined) return extreme(parts, (a, b) => a > b)
  return sumOf(parts, options)
}

function sumOf(parts: readonly Json[], options: RollupFacts): Json {
  const [first] = parts
  if (first === undefined) return options.sum === undefined ? 0 : emptySum(options)
  if (typeof first !== 'object') {
    const sum = parts.reduce<number>((total, part) => total + numberOf(part), 0)
    // Fractions are added in no particular order; 15 digits are the same in all of them.
    return Number.isInteger(sum) ? sum : Number(sum.toPrecision(15))
  }
  const { currency } = first as unknown as Money
  const all = parts as unknown as readonly Money[]
  // Pounds and euros have no sum.
  if (all.some(part => part.currency !== currency)) return null
  return { amount: all.reduce((total, part) => total + part.amount, 0), currency }
}

/** Nothing to add up: 0, but no money without a currency. */
const emptySum = (options: RollupFacts): Json => (options.as?.kind === 'money' ? null : 0)

function extreme(parts: readonly Json[], before: (a: string | number, b: string | number) => boolean): Json {
  let found: Json = null
  for (const part of parts) if (found === null || before(keyOf(part), keyOf(found))) found = part
  return found
}

const keyOf = (value: Json): string | number =>
  typeof value === 'number' ? value : typeof value === 'object' ? (value as unknown as Money).amount : String(value)

/** By the resource's own time (`when`), and by id among equals, so that the answer never depends on an order of reading. */
function lastOf(related: readonly StoredRecord[], options: RollupFacts): Json {
  let last: StoredRecord | undefined
  for (const record of related) {
    if (contribution(record, options) === undefined) continue
    if (!last || [timeOf(record, options), record.id].join() > [timeOf(last, options), last.id].join()) last = record
  }
  return last ? (contribution(last, options) ?? null) : null
}

const timeOf = (record: StoredRecord, options: RollupFacts): string =>
  String(at(record, options.when ?? 'createdAt') ?? record.createdAt)

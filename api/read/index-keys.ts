/**
 * Sort keys. Text is in the order its readers expect (`compareText`, Intl's root collation), which costs a millisecond
 * for a few thousand comparisons. For printable ASCII the same order can be had from plain string comparison: each
 * character becomes its rank in the collation, and case, which decides last, comes behind. Other text is marked and
 * compared by the collation itself, so the order is the collation's everywhere.
 */
import { compareText } from '@dormouse/model'

export type Key = string | number | boolean | null

const first = 0x20
const last = 0x7e
/** Above every rank: marks text that the ranks cannot say. */
const mark = '\uffff'
/** Below every rank: ends the ranks, so that a beginning of a word stands before the word. */
const end = '\u0000'
const lower = '\u0001'
const upper = '\u0002'

const printable = Array.from({ length: last - first + 1 }, (_, at) => String.fromCharCode(first + at))

/** Rank by character code; letters of both cases share one. */
const ranks = (() => {
  const ordered = [...new Set(printable.map(char => char.toLowerCase()))].sort(compareText)
  const rankOf = new Map(ordered.map((char, at) => [char, String.fromCharCode(at + 3)]))
  return printable.map(char => rankOf.get(char.toLowerCase()) ?? mark)
})()
const charOf = new Map(printable.map((char, at) => [ranks[at], char.toLowerCase()]))

export function textKey(text: string): string {
  let key = ''
  let cases = ''
  let hasUpper = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < first || code > last) return mark + text
    key += ranks[code - first]
    const isUpper = code >= 0x41 && code <= 0x5a
    hasUpper ||= isUpper
    cases += isUpper ? upper : lower
  }
  return hasUpper ? key + end + cases : key + end
}

export function compareTextKeys(a: string, b: string): number {
  if (a.startsWith(mark) || b.startsWith(mark)) return compareText(textOf(a), textOf(b))
  return a < b ? -1 : a > b ? 1 : 0
}

function textOf(key: string): string {
  if (key.startsWith(mark)) return key.slice(1)
  const [chars = '', cases = ''] = key.split(end)
  return Array.from(chars, (rank, at) => {
    const char = charOf.get(rank) ?? ''
    return cases[at] === upper ? char.toUpperCase() : char
  }).join('')
}

export const comparePlainKeys = (a: string | number | boolean, b: string | number | boolean): number =>
  a < b ? -1 : a > b ? 1 : 0

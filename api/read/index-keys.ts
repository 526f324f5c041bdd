/**
 * Sort keys. Text is in the order its readers expect (`compareText`, Intl's root collation), which costs half a second for
 * 100,000 records. For printable ASCII the same order can be had from plain comparison: each character becomes its rank
 * in the collation, and case, which decides last, comes behind. Other text is marked and compared by the collation itself,
 * so the order is the collation's everywhere.
 */
import { compareText } from '@dormouse/model'

export type Key = string | number | boolean | null

const first = 0x20
const last = 0x7e
/** Above every rank: marks text that the ranks cannot say. */
const mark = '\uffff'
const markCode = 0xffff
/** Below every rank: ends the ranks, so that a beginning of a word stands before the word. */
const end = 0
const lower = 1
const upper = 2
const firstRank = 3

const printable = Array.from({ length: last - first + 1 }, (_, at) => String.fromCharCode(first + at))

/** Rank by character code; letters of both cases share one. 0: the character has none. */
const ranks = (() => {
  const ordered = [...new Set(printable.map(char => char.toLowerCase()))].sort(compareText)
  const rankOf = new Map(ordered.map((char, at) => [char, at + firstRank]))
  const byCode = new Uint8Array(256)
  for (const char of printable) byCode[char.charCodeAt(0)] = rankOf.get(char.toLowerCase()) ?? 0
  return byCode
})()
const charOf = new Map(printable.map(char => [ranks[char.charCodeAt(0)], char.toLowerCase()]))

/** Longer texts are compared by the collation itself: nobody sorts by them. */
const lengthMax = 500
const scratch = Buffer.alloc(2 * lengthMax + 1)

export function textKey(text: string): string {
  const { length } = text
  if (length > lengthMax) return mark + text
  let hasUpper = false
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at)
    const rank = code < 256 ? (ranks[code] ?? 0) : 0
    if (rank === 0) return mark + text
    scratch[at] = rank
    const isUpper = code >= 0x41 && code <= 0x5a
    scratch[length + 1 + at] = isUpper ? upper : lower
    hasUpper ||= isUpper
  }
  scratch[length] = end
  return scratch.toString('latin1', 0, hasUpper ? 2 * length + 1 : length + 1)
}

export function compareTextKeys(a: string, b: string): number {
  if (a.charCodeAt(0) === markCode || b.charCodeAt(0) === markCode) return compareText(textOf(a), textOf(b))
  return a < b ? -1 : a > b ? 1 : 0
}

function textOf(key: string): string {
  if (key.charCodeAt(0) === markCode) return key.slice(1)
  const stop = key.indexOf(String.fromCharCode(end))
  let text = ''
  for (let at = 0; at < stop; at++) {
    const char = charOf.get(key.charCodeAt(at)) ?? ''
    text += key.charCodeAt(stop + 1 + at) === upper ? char.toUpperCase() : char
  }
  return text
}

export const comparePlainKeys = (a: string | number | boolean, b: string | number | boolean): number =>
  a < b ? -1 : a > b ? 1 : 0

const prefixLength = 7
const rankBits = 128

/**
 * The beginning of a key as a number that compares as the keys do: two different ones settle the order without looking at
 * the texts. NaN where the collation has to be asked. Seven ranks of seven bits are exact in a double.
 */
export function textPrefix(key: Key): number {
  if (typeof key !== 'string' || key.charCodeAt(0) === markCode) return Number.NaN
  let prefix = 0
  let ended = false
  for (let at = 0; at < prefixLength; at++) {
    const rank: number = ended || at >= key.length ? end : key.charCodeAt(at)
    ended ||= rank === end
    prefix = prefix * rankBits + rank
  }
  return prefix
}

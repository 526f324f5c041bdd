/**
 * How an entry of the tail stands in `root.json`: as it is while it is small, so that a person can read it; gzipped when it
 * is large, so that a group of commits' worth of records still needs no file of its own (decision 7).
 *
 *   {"sequence":7,"at":"…","commands":[…],"operations":[…]}     up to `plainLengthMax`
 *   {"sequence":8,"at":"…","packed":"<gzip of the same, base64>"}
 */
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Entry } from './view.ts'

const plainLengthMax = 4 * 1024
const level = 4

interface PackedEntry {
  sequence: number
  at: string
  packed: string
}

const plainTexts = new WeakMap<Entry, string>()
const tailTexts = new WeakMap<Entry, string>()

/** An entry's JSON, made once: it is written to the log as well. */
export function entryText(entry: Entry): string {
  let text = plainTexts.get(entry)
  if (text === undefined) {
    text = JSON.stringify(entry)
    plainTexts.set(entry, text)
  }
  return text
}

/** What stands in the root for an entry, made once: the tail is written again with every commit that follows. */
export function tailText(entry: Entry): string {
  let text = tailTexts.get(entry)
  if (text === undefined) {
    text = entryText(entry)
    if (text.length > plainLengthMax) text = packedText(entry, gzipSync(text, { level }).toString('base64'))
    tailTexts.set(entry, text)
  }
  return text
}

export function readTailEntry(entry: Entry | PackedEntry): Entry {
  if (!('packed' in entry)) return entry
  const text = gunzipSync(Buffer.from(entry.packed, 'base64')).toString('utf8')
  const read: Entry = JSON.parse(text)
  plainTexts.set(read, text)
  tailTexts.set(read, packedText(read, entry.packed))
  return read
}

const packedText = ({ sequence, at }: Entry, packed: string): string =>
  JSON.stringify({ sequence, at, packed } satisfies PackedEntry)

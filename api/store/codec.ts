/**
 * Segment files: gzip NDJSON, one record a line, each beginning `{"_sequence":12,"_deleted":false,` and then the record
 * with its id (or a projected row with its `_key`, `_id` and `_order`) first. The fixed beginning lets readers skip what they have,
 * and compaction merge files by id, without parsing a record.
 *
 * Small bodies are packed at once, large ones on the thread pool and in slices: nothing here holds the event loop long.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gunzip, gunzipSync, gzip, gzipSync } from 'node:zlib'
import type { Json } from '@dormouse/model'

const gzipLater = promisify(gzip)
const gunzipLater = promisify(gunzip)

/** Below this a hop to the thread pool costs more than the work. */
const packAtOnceBytesMax = 64 * 1024
const unpackAtOnceBytesMax = 16 * 1024
/** Handled in one slice: 2 to 4 ms of work on a small machine. */
const sliceBytesMax = 256 * 1024
const unpackRoomBytesMax = 64 * 1024 * 1024
/** zlib's 4 of 9: two thirds of the default's time, a twentieth more bytes. */
const level = 4

export interface Line {
  /** What the file is sorted by and merged on: a record's id, or key and id of a projected row. */
  id: string
  sequence: number
  deleted: boolean
  /** The whole line without its line feed. */
  text: string
}

type Row = { [field: string]: Json }

const opening = '{"_sequence":'
const middle = ',"_deleted":'

export function recordLine(sequence: number, record: Row & { id: string }): Line {
  const text = JSON.stringify(record)
  const { id, ...rest } = record
  const ordered = text.startsWith('{"id":') ? text : JSON.stringify({ id, ...rest })
  return { id, sequence, deleted: false, text: `${opening}${sequence}${middle}false,${ordered.slice(1)}` }
}

export function tombstoneLine(sequence: number, id: string): Line {
  return { id, sequence, deleted: true, text: `${opening}${sequence}${middle}true,"id":${JSON.stringify(id)}}` }
}

/** `order`: among the rows of its commit. */
export function projectedLine(sequence: number, key: string, id: string, row: Row, order: number): Line {
  const text = JSON.stringify({ _key: key, _id: id, _order: order, ...row })
  return { id: pairOf(key, id), sequence, deleted: false, text: `${opening}${sequence}${middle}false,${text.slice(1)}` }
}

/** NUL sorts before every other character, so rows of one key stand together. */
export const pairOf = (key: string, id: string): string => `${key}\u0000${id}`

/** In id order (UTF-16 units); the same in every process. */
export const byLineId = (a: Line, b: Line): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

export const packLines = (lines: readonly Line[]): Promise<Uint8Array> => packTexts(lines.map(line => line.text))

/** Gzip NDJSON of ready-made lines. */
export async function packTexts(texts: readonly string[]): Promise<Uint8Array> {
  const pieces: Buffer[] = []
  let from = 0
  while (from < texts.length) {
    let to = from
    let length = 0
    while (to < texts.length && length < sliceBytesMax) length += (texts[to++] as string).length + 1
    pieces.push(Buffer.from(`${texts.slice(from, to).join('\n')}\n`))
    from = to
    if (from < texts.length) await nextTurn()
  }
  const plain = pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces)
  return plain.byteLength <= packAtOnceBytesMax ? gzipSync(plain, { level }) : gzipLater(plain, { level })
}

/**
 * Calls `each` with slices of parsed rows whose sequence is above `since`, in file order. Rows come without `_sequence`
 * and `_deleted`; a deleted one holds its id alone.
 *
 * The fixed beginnings of the lines are blanked in the unpacked bytes, which makes a slice one JSON array: records are
 * parsed once, by the engine's own parser, and never hold what a record does not have.
 */
export async function unpackRows<R>(
  body: Uint8Array,
  since: number,
  each: (rows: R[], sequences: number[], deleted: boolean[]) => void,
): Promise<void> {
  await eachSlice(body, bytes => {
    const sequences: number[] = []
    const deleted: boolean[] = []
    for (let at = 0; at < bytes.length; ) {
      const end = bytes.indexOf(lineFeed, at)
      let comma = at + opening.length
      let sequence = 0
      for (; bytes[comma] !== commaSign; comma++) sequence = sequence * 10 + (bytes[comma] as number) - 48
      const flag = comma + middle.length
      const isDeleted = bytes[flag] === 116
      const start = flag + (isDeleted ? 5 : 6)
      if (sequence > since) {
        bytes.fill(space, at, start - 2)
        bytes[start - 2] = sequences.length === 0 ? listOpens : commaSign
        bytes[start - 1] = recordOpens
        sequences.push(sequence)
        deleted.push(isDeleted)
      } else bytes.fill(space, at, end)
      at = end + 1
    }
    if (sequences.length === 0) return
    bytes[bytes.length - 1] = listCloses
    each(JSON.parse(bytes.toString('utf8')), sequences, deleted)
  })
}

const lineFeed = 10
const space = 32
const commaSign = 44
const listOpens = 91
const listCloses = 93
const recordOpens = 123

/** The lines of a segment, unparsed but for what merging needs. */
export async function unpackLines(body: Uint8Array): Promise<Line[]> {
  const lines: Line[] = []
  await eachSlice(body, bytes => {
    const text = bytes.toString('utf8')
    for (let at = 0; at < text.length; ) {
      const end = text.indexOf('\n', at)
      lines.push(lineOf(text.slice(at, end)))
      at = end + 1
    }
  })
  return lines
}

/** The lines of any NDJSON, unparsed. */
export async function unpackTexts(body: Uint8Array): Promise<string[]> {
  const texts: string[] = []
  await eachSlice(body, bytes => {
    for (const text of bytes.toString('utf8').split('\n')) if (text !== '') texts.push(text)
  })
  return texts
}

/** Any NDJSON: log chunks. */
export async function unpackJson<T>(body: Uint8Array): Promise<T[]> {
  const values: T[] = []
  await eachSlice(body, bytes => {
    const text = bytes.toString('utf8')
    for (const value of JSON.parse(`[${text.trimEnd().replaceAll('\n', ',')}]`)) values.push(value)
  })
  return values
}

function lineOf(text: string): Line {
  const comma = text.indexOf(',')
  const flag = comma + middle.length
  const deleted = text.charCodeAt(flag) === 116
  const start = flag + (deleted ? 5 : 6)
  const first = stringAt(text, text.indexOf(':', start) + 1)
  const projected = text.startsWith('"_key"', start)
  const id = projected ? pairOf(first.value, stringAt(text, text.indexOf(':', first.end) + 1).value) : first.value
  return { id, sequence: Number(text.slice(opening.length, comma)), deleted, text }
}

/** The JSON string that begins at `at`, and where it ends. */
function stringAt(text: string, at: number): { value: string; end: number } {
  let end = text.indexOf('"', at + 1)
  if (text.slice(at, end).includes('\\')) {
    end = at + 1
    while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1
    return { value: JSON.parse(text.slice(at, end + 1)), end }
  }
  return { value: text.slice(at + 1, end), end }
}

/** Gunzips and hands out bytes that end with a line feed, a slice a turn of the event loop. */
async function eachSlice(body: Uint8Array, use: (bytes: Buffer) => void): Promise<void> {
  const plain = body.byteLength <= unpackAtOnceBytesMax ? gunzipSync(body) : await gunzipLater(body, roomFor(body))
  for (let from = 0; from < plain.byteLength; ) {
    if (from > 0) await nextTurn()
    const most = from + sliceBytesMax
    const end = most >= plain.byteLength ? plain.byteLength : plain.lastIndexOf(lineFeed, most) + 1
    const to = end > from ? end : plain.indexOf(lineFeed, most) + 1 || plain.byteLength
    use(plain.subarray(from, to))
    from = to
  }
}

/** A gzip file ends with its unpacked size: one buffer of that size instead of many that are joined. */
function roomFor(body: Uint8Array): { chunkSize: number } {
  const size = Buffer.from(body.buffer, body.byteOffset, body.byteLength).readUInt32LE(body.byteLength - 4)
  return { chunkSize: Math.min(Math.max(size + 1, 1024), unpackRoomBytesMax) }
}

/**
 * Payloads too large for the queue (rule 4): gzip NDJSON under `staged/<commandId>.ndjson.gz` in the exchange store,
 * written by whoever sends the command and read by the writer. Staged files live 15 days, longer than any queue or dead
 * letter keeps a message.
 */
import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import { createGzip, gunzip } from 'node:zlib'
import type { Command, Json } from '@dormouse/model'
import type { ObjectStore } from '../store/objects.ts'

export const stagedRowsMax = 5_000
/** Unzipped; far above 5,000 ordinary rows, and what the writer is willing to hold in memory. */
export const stagedBytesMax = 64 * 1024 * 1024

const sliceRows = 500

export type Rows = Iterable<Json> | AsyncIterable<Json>

export const stagedKey = (commandId: string): string => `staged/${commandId}.ndjson.gz`

/**
 * Writes the rows and answers their key. Durable when it resolves. The first file staged for an id stays: a command sent
 * again under the same id is the same command, and the writer may already be reading.
 * `before`: lines that precede the rows (a staged input).
 */
export async function stage(
  staging: ObjectStore,
  commandId: string,
  rows: Rows,
  before: readonly Json[] = [],
): Promise<string> {
  const key = stagedKey(commandId)
  await staging.put(key, await zipped(linesOf(before, rows)), { ifNoneMatch: '*' })
  return key
}

/** `unreadable`: it is gone or damaged, and will be next time too; infrastructure trouble throws instead. */
export type Unstaged =
  | { kind: 'ready'; command: Command; rows: Json[] }
  | { kind: 'unreadable'; command: Command; message: string }

/** The command as it was submitted: with its input back in place, and its staged rows beside it ([] when it has none). */
export async function unstage(staging: ObjectStore, command: Command): Promise<Unstaged> {
  if (!command.staged) return { kind: 'ready', command, rows: [] }
  const got = await staging.get(command.staged)
  if (got.kind !== 'found') return { kind: 'unreadable', command, message: 'The rows of this command are gone.' }
  const rows = await unzipped(got.body).catch(() => undefined)
  if (!rows) return { kind: 'unreadable', command, message: 'The rows of this command cannot be read.' }
  if (!command.inputStaged) return { kind: 'ready', command, rows }
  const [input = null, ...rest] = rows
  return { kind: 'ready', command: { ...command, input }, rows: rest }
}

async function* linesOf(before: readonly Json[], rows: Rows): AsyncGenerator<Json> {
  yield* before
  let count = 0
  for await (const row of rows) {
    count += 1
    if (count > stagedRowsMax) throw new Error(`A command carries at most ${stagedRowsMax} rows; send several.`)
    yield row
  }
}

/** In slices, so that thousands of rows do not hold the event loop. */
async function zipped(rows: Rows): Promise<Buffer> {
  const gzip = createGzip()
  const chunks: Buffer[] = []
  const collected = (async () => {
    for await (const chunk of gzip) chunks.push(chunk)
  })()
  let slice = ''
  let count = 0
  let sizeBytes = 0
  const flush = async () => {
    sizeBytes += Buffer.byteLength(slice)
    if (sizeBytes > stagedBytesMax) throw new Error(`A command carries at most ${stagedBytesMax} bytes of rows.`)
    if (!gzip.write(slice)) await new Promise(resolve => gzip.once('drain', resolve))
    slice = ''
  }
  try {
    for await (const row of rows) {
      count += 1
      slice += `${JSON.stringify(row)}\n`
      if (count % sliceRows === 0) await flush()
    }
    if (slice) await flush()
  } catch (error) {
    gzip.destroy()
    await collected.catch(() => undefined)
    throw error
  }
  gzip.end()
  await collected
  return Buffer.concat(chunks)
}

async function unzipped(body: Uint8Array): Promise<Json[]> {
  const text = (await promisify(gunzip)(body, { maxOutputLength: stagedBytesMax })).toString('utf8')
  const rows: Json[] = []
  for (const line of text.split('\n')) {
    if (line) rows.push(JSON.parse(line))
    if (rows.length % sliceRows === 0) await setImmediate()
  }
  return rows
}

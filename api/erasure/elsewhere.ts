/**
 * What lies beside the store: files that were attached, uploads and staged payloads on their way in, mails in the local
 * outbox, messages that the local queue has deleted but not overwritten.
 */
import { existsSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { gunzipSync } from 'node:zlib'
import type { Clock } from '../clock.ts'
import { patiently } from '../disk/transaction.ts'
import { decode } from '../imports/decode.ts'
import type { ObjectStore } from '../store/objects.ts'
import { folderOf } from '../store/open.ts'
import { quarantinePrefix } from '../store/paths.ts'
import type { Traces } from './traces.ts'

export interface Places {
  objects: ObjectStore
  exchange: ObjectStore
  documents: ObjectStore
  queueUrl: string
  mailUrl: string
  clock: Clock
  /** Whether a command has its outcome: until then its payload is needed. */
  isDecided(commandId: string): Promise<boolean>
}

export interface Elsewhere {
  documents: number
  uploads: number
  staged: number
  mails: number
  quarantined: number
  /** Payloads of commands that wait for the writer: they go when the erasure is run once more. */
  waiting: number
}

/** `dryRun`: counts what would go. */
export async function eraseElsewhere(places: Places, traces: Traces, dryRun: boolean): Promise<Elsewhere> {
  const names = nameTest(traces)
  const remove = (objects: ObjectStore, prefix: string, isTheirs: (key: string, body: Uint8Array) => boolean) =>
    removeWhere(objects, prefix, dryRun, async (key, body) => isTheirs(key, body))
  const isUpload = (key: string, body: Uint8Array) =>
    traces.imports.has(key.slice('uploads/'.length, -'.csv'.length)) || names(textOf(body))
  let waiting = 0
  const isStaged = async (key: string, body: Uint8Array) => {
    if (!names(unzipped(body))) return false
    const isDone = await places.isDecided(key.slice('staged/'.length, -'.ndjson.gz'.length))
    if (!isDone) waiting++
    return isDone
  }
  const gone = {
    documents: await removeFiles(places.documents, traces, dryRun),
    uploads: await remove(places.exchange, 'uploads/', isUpload),
    staged: await removeWhere(places.exchange, 'staged/', dryRun, isStaged),
    mails: await removeMails(places.mailUrl, traces, names, dryRun),
    quarantined: await remove(places.objects, quarantinePrefix, (_, body) => names(Buffer.from(body).toString())),
    waiting,
  }
  if (!dryRun) await cleanQueue(places, names)
  return gone
}

async function removeWhere(
  objects: ObjectStore,
  prefix: string,
  dryRun: boolean,
  isTheirs: (key: string, body: Uint8Array) => Promise<boolean>,
): Promise<number> {
  const found: string[] = []
  for await (const { key } of objects.list(prefix)) {
    const got = await objects.get(key)
    if (got.kind === 'found' && (await isTheirs(key, got.body))) found.push(key)
  }
  if (dryRun) return found.length
  for (const key of found) await objects.remove(key)
  await objects.forgetVersions?.(prefix)
  return found.length
}

/** Whether a text has one of their ids (as JSON has it: a short one is part of many words), addresses, names or numbers. */
function nameTest({ ids, words }: Traces): (text: string) => boolean {
  const sought = [
    ...[...words].map(word => JSON.stringify(word).slice(1, -1)),
    ...[...ids].map(id => `"${id}"`),
    ...words,
  ]
  const lowered = sought.map(word => word.toLowerCase())
  return text => {
    const lower = text.toLowerCase()
    return lowered.some(word => lower.includes(word))
  }
}

async function removeFiles(documents: ObjectStore, { files }: Traces, dryRun: boolean): Promise<number> {
  let removed = 0
  for (const id of files) {
    const key = `files/${id}`
    if ((await documents.get(key)).kind !== 'found') continue
    if (!dryRun) {
      await documents.remove(key)
      await documents.forgetVersions?.(key)
    }
    removed++
  }
  return removed
}

function textOf(body: Uint8Array): string {
  const decoded = decode(body)
  return 'text' in decoded ? decoded.text : Buffer.from(body).toString('latin1')
}

function unzipped(body: Uint8Array): string {
  try {
    return gunzipSync(body).toString()
  } catch {
    return Buffer.from(body).toString()
  }
}

/** Names of mails tell whose they are; what has no name of that kind (a test mail) says so in its head. */
async function removeMails(
  mailUrl: string,
  { ids }: Traces,
  names: (text: string) => boolean,
  dryRun: boolean,
): Promise<number> {
  if (!mailUrl.startsWith('outbox:')) return 0
  const folder = mailUrl.slice('outbox:'.length)
  if (!existsSync(folder)) return 0
  let removed = 0
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.eml')) continue
    const path = join(folder, name)
    const isTheirs = [...ids].some(id => name.includes(`_${id}_`)) || names((await readFile(path)).toString('latin1'))
    if (!isTheirs) continue
    if (!dryRun) await rm(path)
    removed++
  }
  return removed
}

/** SQLite leaves what was deleted in the file until it is used again. */
async function cleanQueue({ queueUrl, clock }: Places, names: (text: string) => boolean): Promise<void> {
  if (!queueUrl.startsWith('file:')) return
  const path = join(folderOf(queueUrl), 'queue.sqlite')
  if (!existsSync(path)) return
  const db = new DatabaseSync(path, { timeout: 0 })
  try {
    await patiently(clock, () => {
      const dead = db.prepare('SELECT number, body FROM dead').all() as { number: number; body: string }[]
      for (const { number, body } of dead) if (names(body)) db.prepare('DELETE FROM dead WHERE number = ?').run(number)
    })
    await patiently(clock, () => db.exec('VACUUM'))
    await patiently(clock, () => {
      const found = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number } | undefined
      if (found?.busy) throw Object.assign(new Error('The queue is being read.'), { errcode: 5 })
    })
  } finally {
    db.close()
  }
}

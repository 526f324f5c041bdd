/**
 * The frozen audience of a wave: one file in the exchange store, written by whichever worker comes first and read by all
 * that come after, so that a restart goes on with the very same people.
 */
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { ObjectStore } from '../store/objects.ts'
import type { AudienceRow } from './audience.ts'

/** 128 MB of text are more than a million people. */
const bytesMax = 128 * 1024 * 1024

export const audienceKey = (campaignId: string, wave: number): string => `audience/${campaignId}-${wave}.ndjson.gz`

export async function stagedAudience(
  exchange: ObjectStore,
  key: string,
  resolve: () => Promise<AudienceRow[]>,
): Promise<AudienceRow[]> {
  const before = await readAudienceFile(exchange, key)
  if (before) return before
  const rows = await resolve()
  const lines = rows.map(row => JSON.stringify(row)).join('\n')
  const put = await exchange.put(key, await promisify(gzip)(lines), { ifNoneMatch: '*' })
  if (put.kind === 'written') return rows
  // Another worker was faster: its people are the campaign's.
  const theirs = await readAudienceFile(exchange, key)
  if (!theirs) throw new Error(`the audience ${key} was there and is gone`)
  return theirs
}

async function readAudienceFile(exchange: ObjectStore, key: string): Promise<AudienceRow[] | undefined> {
  const got = await exchange.get(key)
  if (got.kind !== 'found') return undefined
  const text = (await promisify(gunzip)(got.body, { maxOutputLength: bytesMax })).toString('utf8')
  return text === '' ? [] : text.split('\n').map(line => JSON.parse(line) as AudienceRow)
}

/** The move of docs/operations.md: a store in a folder becomes one in a bucket, by the command line alone. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type S3Double, startS3Double } from '../doubles/s3.ts'
import { type House, openHouse } from '../operations/house.ts'
import { startChild } from './child.ts'

let house: House
let s3: S3Double
let backup: string
beforeEach(async () => {
  house = await openHouse()
  s3 = await startS3Double({ buckets: ['crm'] })
  backup = await mkdtemp(join(tmpdir(), 'dormouse-move-'))
})
afterEach(async () => {
  await s3.close()
  await rm(house.home, { recursive: true, force: true })
  await rm(backup, { recursive: true })
})

async function store(environment: Record<string, string>, ...words: string[]) {
  const env = { LOG_LEVEL: 'silent', SEED: 'empty', ...environment }
  const child = startChild('../../api/store-cli.ts', words, { env })
  const { code } = await child.ended
  expect(code, child.complaint()).toBe(0)
  return child.lines.join('\n')
}

test('a backup of a folder, restored into an empty bucket, is the store from then on', async () => {
  const people = Array.from({ length: 200 }, (_, n) => ({
    resource: 'contacts',
    op: 'create',
    id: `p${n}`,
    values: { firstName: `P${n}` },
  }))
  await house.write(people)
  await house.documents.put('files/one', Buffer.from('a document'))
  await house.close({ keep: true })
  const here = { STORE_URL: `file:${house.folder}` }
  await store(here, 'backup', '--to', backup)

  const there = {
    STORE_URL: 's3://crm/store',
    DOCUMENTS_URL: 's3://crm/documents',
    EXCHANGE_URL: 's3://crm/exchange',
    SECRETS_URL: `file:${house.folder}/secrets`,
    QUEUE_URL: `file:${backup}/queue`,
    MAIL_URL: `outbox:${backup}/outbox`,
    AWS_ENDPOINT_URL_S3: s3.url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
  }
  expect(await store(there, 'restore', '--from', backup)).toContain('The store is in s3://crm/store now')
  expect(await store(there, 'verify')).toMatch(/^Clean: .* 200 records/)
  expect(s3.bucket('crm').get('documents/files/one')?.body.toString()).toBe('a document')
}, 120_000)

/** What happens between us and S3 when the network or S3 itself has a bad day. */
import { Readable } from 'node:stream'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type S3Double, s3Faults, startS3Double } from '../../test/doubles/s3.ts'
import { s3Objects } from './objects.s3.ts'
import type { ObjectStore } from './objects.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('S3 on a bad day', () => {
  let s3: S3Double
  let objects: ObjectStore
  let tag: string

  beforeEach(async () => {
    s3 = await startS3Double({ buckets: ['store'], versioned: true })
    objects = s3Objects({ bucket: 'store', prefix: '', client: s3.client })
    const put = await objects.put('root.json', bytes('1'))
    tag = put.kind === 'written' ? put.tag : ''
    s3.resetCounts()
  })
  afterEach(async () => {
    await objects.close()
    await s3.close()
  })

  const stored = () => s3.bucket('store').get('root.json')?.body.toString()

  test('one read of what did not change is one request, and so is one write', async () => {
    await objects.get('root.json', { ifNoneMatch: tag })
    await objects.put('root.json', bytes('2'), { ifMatch: tag })
    expect(s3.counts).toEqual({ GetObject: 1, PutObject: 1 })
  })

  test('former versions go for good when they are to be forgotten; the present ones stay', async () => {
    await objects.put('root.json', bytes('2'), { ifMatch: tag })
    await objects.put('segments/a/b/c.json', bytes('gone'))
    await objects.remove('segments/a/b/c.json')
    expect(s3.former('store').map(({ key, object }) => `${key} ${object.body}`)).toEqual([
      'root.json 1',
      'segments/a/b/c.json gone',
    ])
    expect(await objects.forgetVersions?.('segments/')).toBe(1)
    expect(await objects.forgetVersions?.('')).toBe(1)
    expect(s3.former('store')).toEqual([])
    expect(stored()).toBe('2')
  })

  test('a 503 is tried again', async () => {
    s3.faults.next('*', s3Faults.slowDown)
    expect((await objects.get('root.json')).kind).toBe('found')
    s3.faults.next('*', s3Faults.slowDown)
    expect((await objects.put('root.json', bytes('2'), { ifMatch: tag })).kind).toBe('written')
    expect(s3.counts).toEqual({ GetObject: 2, PutObject: 2 })
  })

  test('S3 that stays away is an exception with its cause, not an answer', async () => {
    s3.faults.next('*', s3Faults.slowDown, { times: 6 })
    await expect(objects.get('root.json')).rejects.toMatchObject({
      message: expect.stringContaining('S3 failed reading root.json in bucket store'),
      cause: { name: 'SlowDown' },
    })
    await expect(objects.put('root.json', bytes('2'), { ifMatch: tag })).rejects.toThrow('S3 failed writing root.json')
    expect(stored()).toBe('1')
  })

  test('a lost answer and the repetition of the SDK make a conflict although we wrote: look again (rule 3)', async () => {
    s3.faults.next('PutObject', { kind: 'resetAfter' })
    expect(await objects.put('root.json', bytes('mine'), { ifMatch: tag })).toEqual({ kind: 'conflict' })
    expect(stored()).toBe('mine')
  })

  test('an answer that never comes is an exception, and the write may have happened', async () => {
    const impatient = s3Objects({ bucket: 'store', prefix: '', client: s3.client, timeoutMs: 150 })
    s3.faults.next('PutObject', { kind: 'timeoutAfter' }, { times: 3 })
    await expect(impatient.put('a.json', bytes('mine'))).rejects.toThrow('S3 failed writing a.json')
    expect(s3.bucket('store').get('a.json')?.body.toString()).toBe('mine')
    s3.faults.clear()
    s3.faults.next('PutObject', { kind: 'timeoutBefore' }, { times: 3 })
    await expect(impatient.put('root.json', bytes('2'), { ifMatch: tag })).rejects.toThrow(
      'S3 failed writing root.json',
    )
    expect(stored()).toBe('1')
    await impatient.close()
  })

  test('412 and 409 are conflicts', async () => {
    for (const fault of [s3Faults.precondition, s3Faults.conflict]) {
      s3.faults.next('PutObject', fault, { times: 3 })
      expect(await objects.put('root.json', bytes('2'), { ifMatch: tag })).toEqual({ kind: 'conflict' })
      s3.faults.clear()
    }
    expect(stored()).toBe('1')
  })

  test('a request that arrives late meets the condition of its time', async () => {
    s3.faults.next('PutObject', { kind: 'late', ms: 50 }, { times: 1 })
    s3.faults.next('PutObject', { kind: 'resetBefore' }, { times: 2 })
    await expect(objects.put('root.json', bytes('zombie'), { ifMatch: tag })).rejects.toThrow('S3 failed')
    expect((await objects.put('root.json', bytes('successor'), { ifMatch: tag })).kind).toMatch(/written|conflict/)
    await new Promise(resolve => setTimeout(resolve, 120))
    expect(['zombie', 'successor']).toContain(stored())
  })

  test('an answer cut in the middle or damaged on its way is an exception, never half a body', async () => {
    await objects.put('big.json', bytes('x'.repeat(100_000)))
    s3.faults.next('GetObject', { kind: 'torn' })
    await expect(objects.get('big.json')).rejects.toThrow('S3 failed reading big.json')
    const held = s3.bucket('store').get('big.json')
    if (held) held.body = Buffer.from('y'.repeat(100_000))
    await expect(objects.get('big.json')).rejects.toThrow('S3 failed reading big.json')
  })

  test('a bucket that does not exist is an exception, never "missing" and never a conflict', async () => {
    const elsewhere = s3Objects({ bucket: 'typo', prefix: '', client: s3.client })
    await expect(elsewhere.get('root.json')).rejects.toThrow('bucket typo')
    await expect(elsewhere.put('root.json', bytes('x'), { ifMatch: tag })).rejects.toThrow('bucket typo')
    await expect(Array.fromAsync(elsewhere.list(''))).rejects.toThrow('bucket typo')
    await elsewhere.close()
  })

  test('with a tenth of all requests failing, of 20 racers on one tag at most one ever wins', async () => {
    for (const fault of [
      s3Faults.slowDown,
      s3Faults.conflict,
      { kind: 'resetAfter' },
      { kind: 'resetBefore' },
    ] as const)
      s3.faults.chance('PutObject', fault, 0.1)
    for (let round = 0; round < 5; round += 1) {
      const seen = await objects.get('root.json')
      if (seen.kind !== 'found') throw new Error(seen.kind)
      const puts = await Promise.allSettled(
        Array.from({ length: 20 }, (_, racer) =>
          objects.put('root.json', bytes(`${round}/${racer}`), { ifMatch: seen.tag }),
        ),
      )
      const won = puts.filter(put => put.status === 'fulfilled' && put.value.kind === 'written')
      expect(won.length).toBeLessThanOrEqual(1)
    }
    expect(Object.keys(s3.faults.struck).length).toBeGreaterThan(0)
  })

  test('the double takes the bodies of streams apart and refuses damaged ones', async () => {
    const client = new S3Client(s3.client)
    const stream = Readable.from([Buffer.from('a stream '), Buffer.alloc(70_000, 'x')])
    await client.send(new PutObjectCommand({ Bucket: 'store', Key: 'b', Body: stream, ContentLength: 70_009 }))
    const got = await client.send(new GetObjectCommand({ Bucket: 'store', Key: 'b', Range: 'bytes=2-7' }))
    expect(await got.Body?.transformToString()).toBe('stream')
    const damaged = new PutObjectCommand({ Bucket: 'store', Key: 'c', Body: 'abc', ChecksumCRC32: 'AAAAAA==' })
    await expect(client.send(damaged)).rejects.toMatchObject({ name: 'BadDigest' })
    client.destroy()
  })
})

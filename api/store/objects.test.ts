import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startS3Double } from '../../test/doubles/s3.ts'
import { systemIds } from '../ids.ts'
import { objectsContract } from './objects.contract.ts'
import { diskObjects } from './objects.disk.ts'
import { memoryObjects } from './objects.memory.ts'
import { s3Objects } from './objects.s3.ts'
import { openObjects } from './open.ts'

objectsContract('memory', async () => {
  const objects = memoryObjects()
  return { objects, other: objects, close: () => objects.close() }
})

objectsContract('disk', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dormouse-objects-'))
  const [objects, other] = [diskObjects(join(folder, 'data')), diskObjects(join(folder, 'data'))]
  return {
    objects,
    other,
    async close() {
      await objects.close()
      await other.close()
      await rm(folder, { recursive: true })
    },
  }
})

objectsContract('S3', async () => {
  const double = await startS3Double()
  const [objects, other] = [0, 1].map(() => s3Objects({ bucket: 'store', prefix: 'crm/test', client: double.client }))
  if (!objects || !other) throw new Error('unreachable')
  return {
    objects,
    other,
    async close() {
      await objects.close()
      await other.close()
      await double.close()
    },
  }
})

/** The same promises of the real service: `LIVE_AWS=1 LIVE_S3_URL=s3://bucket/prefix npx vitest run api/store/objects`. */
if (process.env.LIVE_AWS) {
  objectsContract('live S3', async () => {
    const url = `${process.env.LIVE_S3_URL}/${systemIds.nonce()}`
    const [objects, other] = [openObjects(url), openObjects(url)]
    return {
      objects,
      other,
      async close() {
        for await (const { key } of objects.list('')) await objects.remove(key)
        await objects.close()
        await other.close()
      },
    }
  })
}

describe('a URL names where the files are', () => {
  test('file: URLs are folders, absolute or from the working directory', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dormouse-open-'))
    for (const url of [`file:${folder}`, `file://${folder}`]) {
      const objects = openObjects(url)
      await objects.put('root.json', new Uint8Array([1]))
      await objects.close()
    }
    expect((await diskObjects(folder).get('root.json')).kind).toBe('found')
    await rm(folder, { recursive: true })
  })

  test('what is none of the three is refused by name', () => {
    for (const url of ['', 'file:', 's3://', 's3://Bad_Bucket', 'http://x', './data'])
      expect(() => openObjects(url)).toThrow(url || 'is no place for files')
  })
})

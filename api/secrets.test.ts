import { mkdtemp, readdir, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSecrets } from './secrets.ts'

const folder = async () => join(await mkdtemp(join(tmpdir(), 'dormouse-secrets-')), 'secrets')

test('the keys are made at the first start, readable by their owner alone, and stay the same', async () => {
  const place = await folder()
  const first = await openSecrets(`file:${place}`)
  expect(first.signingKey).toHaveLength(32)
  expect(first.addressHashKey).not.toEqual(first.signingKey)
  expect(first.linkKeys).toHaveLength(1)
  expect((await stat(join(place, 'keys.json'))).mode & 0o777).toBe(0o600)
  expect(await openSecrets(`file:${place}`)).toEqual(first)
})

test('of many first starts at once one set of keys wins for all, and no draft is left', async () => {
  const place = await folder()
  const all = await Promise.all(Array.from({ length: 8 }, () => openSecrets(`file:${place}`)))
  for (const each of all) expect(each).toEqual(all[0])
  expect(await readdir(place)).toEqual(['keys.json'])
})

test('a broken key file is refused, never replaced', async () => {
  const place = await folder()
  await openSecrets(`file:${place}`)
  await writeFile(join(place, 'keys.json'), '{"signingKey": 7}')
  await expect(openSecrets(`file:${place}`)).rejects.toThrow(/cannot be read: restore them from your backup/)
})

import { mkdtemp, readdir, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readUnsubscribeToken, unsubscribeToken } from './mail/unsubscribe.ts'
import { addLinkKey, openSecrets } from './secrets.ts'

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

test('a new link key signs from then on, old letters’ links go on working, and nothing else changes', async () => {
  const place = await folder()
  const addressee = { contactId: 'p1', campaignId: 'c1', addressHash: 'h'.repeat(43) }
  const before = await openSecrets(`file:${place}`)
  const old = unsubscribeToken(before.linkKeys, addressee)
  const { id, kept } = await addLinkKey(`file:${place}`)
  const after = await openSecrets(`file:${place}`)
  expect(kept).toBe(1)
  expect(after).toEqual({ ...before, linkKeys: [{ id, key: expect.any(Uint8Array) }, ...before.linkKeys] })
  expect(unsubscribeToken(after.linkKeys, addressee).startsWith(`${id}.`)).toBe(true)
  expect(readUnsubscribeToken(after.linkKeys, old)).toEqual(addressee)
  expect((await stat(join(place, 'keys.json'))).mode & 0o777).toBe(0o600)
  expect(await readdir(place)).toEqual(['keys.json'])
})

test('without keys there is nothing to rotate', async () => {
  await expect(addLinkKey(`file:${await folder()}`)).rejects.toThrow(/first start makes them/)
})

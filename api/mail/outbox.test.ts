import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { mimeOf } from './message.ts'
import { openOutbox } from './outbox.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dormouse-outbox-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const put = async (at: string, person: string) => {
  const tags = { campaignId: 'c1', deliveryId: `c1_${person}`, attempt: 1 }
  const mime = mimeOf({
    from: { address: 'news@wood.example' },
    to: { name: person, address: `${person}@example.org` },
    subject: `For ${person} ü`,
    html: '<p>x</p>',
    text: 'x',
    at,
    tags,
  })
  return openOutbox(folder).put(mime, at, tags, person)
}

test('mails are listed newest first, page by page, and can be read', async () => {
  for (const minute of [1, 2, 3]) await put(`2026-05-03T09:0${minute}:00.000Z`, `p${minute}`)
  await writeFile(join(folder, '.half-written.half'), 'x')
  const outbox = openOutbox(folder)
  const { mails, total } = await outbox.list({ first: 0, last: 1 })
  expect(total).toBe(3)
  expect(mails.map(mail => mail.subject)).toEqual(['For p3 ü', 'For p2 ü'])
  expect(mails[0]).toMatchObject({ to: 'p3 <p3@example.org>', campaignId: 'c1', deliveryId: 'c1_p3' })
  expect(await outbox.read(mails[0]!.id)).toMatchObject({
    html: expect.stringContaining('<p>x</p>'),
    subject: 'For p3 ü',
  })
  expect((await outbox.list({ first: 0, last: 9, of: 'c1_p2' })).mails.map(mail => mail.deliveryId)).toEqual(['c1_p2'])
})

test('a mail that is handed over twice is there twice', async () => {
  await put('2026-05-03T09:00:00.000Z', 'p1')
  await put('2026-05-03T09:00:00.001Z', 'p1')
  expect((await openOutbox(folder).list({ first: 0, last: 9 })).total).toBe(2)
})

test('no id leads out of the folder, and an empty outbox is no trouble', async () => {
  const outbox = openOutbox(join(folder, 'none'))
  expect(await outbox.list({ first: 0, last: 9 })).toEqual({ mails: [], total: 0 })
  for (const id of ['../x', '..', 'a/b', 'nothing', 'a.b']) expect(await outbox.read(id)).toBeUndefined()
})

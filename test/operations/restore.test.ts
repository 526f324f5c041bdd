/** What comes back by a restore, what never does, and what a backup is worth. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isoOf } from '../../api/clock.ts'
import { backup } from '../../api/operations/backup.ts'
import { erase } from '../../api/operations/erase.ts'
import { restore } from '../../api/operations/restore.ts'
import { TaskProblem, UsageProblem } from '../../api/operations/task.ts'
import { pinNames } from '../../api/store/pins.ts'
import { filesWith, type House, openHouse } from './house.ts'

let house: House
let elsewhere: string
beforeEach(async () => {
  house = await openHouse()
  elsewhere = await mkdtemp(join(tmpdir(), 'dormouse-backup-'))
})
afterEach(async () => {
  expect(house.faults).toEqual([])
  expect(await house.problems()).toEqual([])
  await house.close()
  await rm(elsewhere, { recursive: true })
})

const put = (resource: string, id: string, values: object) => ({ resource, op: 'create', id, values })
const set = (resource: string, id: string, values: object) => ({ resource, op: 'update', id, values })
const note = (resource: string, id: string, values: object) => ({ resource, op: 'note', id, values })
const del = (resource: string, id: string) => ({ resource, op: 'delete', id })

async function begin(): Promise<string> {
  await house.write([
    put('staff', 'anna', { name: 'Anna', email: 'anna@demo.test', role: 'admin' }),
    put('staff', 'bert', { name: 'Bert', email: 'bert@demo.test', role: 'staff' }),
    put('staff', 'gone', { name: 'Gone', email: 'gone@demo.test', role: 'staff' }),
    put('contacts', 'ada', { firstName: 'Ada', email: 'ada@example.org', consent: { email: true } }),
    put('contacts', 'bob', { firstName: 'Bob', email: 'bob@example.org', ownerId: 'gone', consent: { email: true } }),
    put('contacts', 'cid', { firstName: 'Cid', email: 'cid@example.org', consent: { email: true } }),
    put('events', 'picnic', {
      slug: 'picnic',
      title: 'Picnic',
      startAt: '2026-06-01T10:00:00.000Z',
      endAt: '2026-06-01T12:00:00.000Z',
    }),
    put('templates', 'hello', { name: 'Hello', subject: 'Hello', body: '<p>Hello</p>' }),
    put('segments', 'few', { name: 'A few', include: ['ada', 'bob'] }),
  ])
  await house.write([
    put('attendances', 'seat', { contactId: 'ada', eventId: 'picnic', status: 'attended' }),
    put('campaigns', 'draft', { name: 'Draft', templateId: 'hello', audience: { segmentIds: ['few'] } }),
    put('campaigns', 'timed', { name: 'Timed', status: 'scheduled', scheduledAt: '2030-01-01T09:00' }),
  ])
  await house.committer.fold()
  await wait(5)
  const then = isoOf(house.clock.nowMs())
  await wait(5)
  return then
}

describe('restore --at', () => {
  test('brings back what was changed, removed and made, in one commit that the history shows', async () => {
    const then = await begin()
    await house.write([
      set('contacts', 'ada', { firstName: 'Adah', lastName: 'Wrong', tags: ['oops'] }),
      del('contacts', 'cid'),
      del('attendances', 'seat'),
      put('contacts', 'new', { firstName: 'New' }),
      set('segments', 'few', { name: 'Renamed', include: ['new'] }),
    ])
    const before = house.reader.root
    const dry = await house.run(restore, [], { at: then, 'dry-run': true })
    expect(dry).toMatch('contacts: 1 comes back, 1 made since goes and 1 changes')
    expect(house.reader.root.sequence).toBe(before.sequence)
    const said = await house.run(restore, [], { at: then })
    expect(said).toMatch('Restored to')
    expect(await house.get('contacts', 'ada')).toMatchObject({
      firstName: 'Ada',
      lastName: null,
      tags: [],
      version: 3,
      attendedCount: 1,
    })
    expect(await house.get('contacts', 'cid')).toMatchObject({ firstName: 'Cid', version: 2 })
    expect(await house.get('contacts', 'new')).toBeUndefined()
    expect(await house.get('segments', 'few')).toMatchObject({ name: 'A few', include: ['ada', 'bob'] })
    expect(await house.get('attendances', 'seat')).toMatchObject({ status: 'attended' })
    expect(house.reader.root.sequence).toBeGreaterThan(before.sequence)
    expect(house.reader.root.epoch).toBe(before.epoch + 1)
    expect(house.reader.root.queue).toEqual(before.queue)
    expect(await house.history('contacts', 'ada')).toContainEqual(
      expect.objectContaining({ field: 'firstName', from: 'Adah', to: 'Ada', by: 'restore' }),
    )
    // The server goes on as if nothing had happened, and the restore can be taken back.
    await house.write([set('contacts', 'bob', { lastName: 'Later' })])
    expect(await house.run(restore, [], { at: isoOf(house.clock.nowMs()) })).toMatch('nothing to restore')
    const takeBack = /--at (\S+)$/.exec(said)?.[1] ?? ''
    await house.run(restore, [], { at: takeBack })
    expect(await house.get('contacts', 'ada')).toMatchObject({ firstName: 'Adah', tags: ['oops'] })
    expect(await house.get('contacts', 'cid')).toBeUndefined()
  })

  test('leaves alone what must not be undone', async () => {
    const then = await begin()
    await house.write([
      set('contacts', 'ada', { firstName: 'X', consent: { email: false, source: 'A letter', wording: null } }),
      note('contacts', 'bob', { 'mail.status': 'invalid', 'mail.cause': 'No such mailbox' }),
      set('staff', 'bert', { active: false, role: 'viewer' }),
      set('contacts', 'bob', { ownerId: null }),
      del('staff', 'gone'),
      put('staff', 'dora', { name: 'Dora', email: 'dora@demo.test', role: 'staff' }),
      put('suppressions', house.hash('cid@example.org'), {
        addressHash: house.hash('cid@example.org'),
        reason: 'complained',
        since: '2026-03-01T00:00:00.000Z',
      }),
      del('contacts', 'cid'),
      put('campaigns', 'sent', {
        name: 'Sent',
        status: 'sending',
        templateId: 'hello',
        waves: [{ wave: 1, kind: 'original', at: then, by: 'anna', ready: true }],
      }),
      put('deliveries', 'sent_ada', {
        campaignId: 'sent',
        contactId: 'ada',
        state: 'accepted',
        addressAtSend: 'ada@example.org',
        attempts: [],
      }),
    ])
    const { submit } = house
    await submit({
      type: 'log',
      actor: { id: 'x', role: 'system' },
      input: { entries: [{ what: 'other', about: { kept: 'yes' } }] },
    })
    await submit({
      type: 'identity.setPassword',
      actor: { id: 'x', role: 'system' },
      input: { staffId: 'anna', hash: 'new hash' },
    })
    const said = await house.run(restore, [], { at: then })
    expect(await house.get('contacts', 'ada')).toMatchObject({
      firstName: 'Ada',
      consent: { email: false, source: 'A letter' },
    })
    expect(await house.get('contacts', 'bob')).toMatchObject({ ownerId: 'gone', mail: { status: 'invalid' } })
    expect(await house.get('contacts', 'cid')).toMatchObject({ firstName: 'Cid', mail: { status: 'complained' } })
    expect(await house.get('staff', 'bert')).toMatchObject({ active: false, role: 'viewer' })
    expect(await house.get('staff', 'gone')).toMatchObject({ active: false })
    expect(await house.get('staff', 'dora')).toMatchObject({ active: true })
    expect(await house.get('suppressions', house.hash('cid@example.org'))).toMatchObject({ reason: 'complained' })
    expect(await house.all('credentials')).toContainEqual(expect.objectContaining({ id: 'anna', hash: 'new hash' }))
    expect(await house.all('logs')).toContainEqual(expect.objectContaining({ about: { kept: 'yes' } }))
    expect(await house.deliveries('sent')).toMatchObject([{ id: 'sent_ada', state: 'accepted' }])
    for (const id of ['sent', 'timed'])
      expect(await house.get('campaigns', id)).toMatchObject({
        status: 'needs_attention',
        reason: expect.stringMatching(/^The data were restored to .* UTC\. See whether/),
      })
    expect(await house.get('campaigns', 'draft')).toMatchObject({ status: 'draft' })
    expect(said).toMatch('2 campaigns wait for a person: Timed and Sent.')
  })

  test('brings back nobody who was erased or has said no before they went', async () => {
    const then = await begin()
    await house.write([set('contacts', 'bob', { consent: { email: false, source: 'By telephone' } })])
    await house.write([del('contacts', 'bob'), set('contacts', 'cid', { email: 'other@example.org' })])
    await house.run(erase, ['contacts/ada'])
    const said = await house.run(restore, [], { at: then })
    expect(await house.get('contacts', 'ada')).toBeUndefined()
    expect(await house.get('contacts', 'bob')).toMatchObject({ consent: { email: false, source: 'By telephone' } })
    expect(await house.get('contacts', 'cid')).toMatchObject({ email: 'cid@example.org' })
    expect(await house.get('segments', 'few')).toMatchObject({ include: ['bob'] })
    expect(await house.get('attendances', 'seat')).toBeUndefined()
    expect(said).toMatch('contacts')
    expect(await filesWith(house.folder, ['ada@example.org'])).toEqual([])
  })

  test('keeps what begun campaigns need, and lets nothing lead nowhere', async () => {
    const then = await begin()
    await house.write([
      set('templates', 'hello', { name: 'Old hello' }),
      put('templates', 'fresh', { name: 'Hello', subject: 'S', body: '<p>B</p>' }),
      put('contacts', 'new', { firstName: 'New' }),
      put('campaigns', 'begun', {
        name: 'Begun',
        status: 'done',
        templateId: 'fresh',
        audience: { contactIds: ['new', 'ada'] },
        waves: [{ wave: 1, kind: 'original', at: then, by: 'anna', ready: true }],
      }),
    ])
    const said = await house.run(restore, [], { at: then })
    expect(await house.get('campaigns', 'begun')).toMatchObject({
      status: 'done',
      templateId: 'fresh',
      audience: { contactIds: ['ada'] },
    })
    expect(await house.get('templates', 'hello')).toMatchObject({ name: 'Hello' })
    expect(await house.get('templates', 'fresh')).toMatchObject({ name: 'Hello (2)' })
    expect(said).toMatch('templates/fresh stays')
    expect(said).toMatch('templates/fresh got another name')
  })

  test('says in a sentence what it cannot do', async () => {
    await begin()
    const asked = (options: Record<string, string>) => house.run(restore, [], options)
    await expect(asked({})).rejects.toThrow(UsageProblem)
    await expect(asked({ at: 'yesterday' })).rejects.toThrow(UsageProblem)
    await expect(asked({ at: '2999-01-01T00:00Z' })).rejects.toThrow('future')
    await expect(asked({ at: '1999-01-01T00:00Z' })).rejects.toThrow('there is nothing from before')
    await expect(asked({ from: join(elsewhere, 'nothing') })).rejects.toThrow('There is no finished backup in')
  })
})

describe('backup and restore --from', () => {
  test('copies one state while the server writes; a second one copies what is new; restore brings it back', async () => {
    await begin()
    await house.documents.put('files/one', Buffer.from('a document'))
    const writing = (async () => {
      for (let n = 0; n < 30; n++) await house.write([put('contacts', `w${n}`, { firstName: `W${n}` })])
    })()
    const said = await house.run(backup, [], { to: elsewhere })
    await writing
    expect(said).toMatch(/^Backed up commit/)
    expect((await pinNames(house.objects)).filter(name => name.startsWith('backup-'))).toHaveLength(1)
    await house.write([set('contacts', 'ada', { firstName: 'Broken' }), del('contacts', 'cid')])
    await house.run(restore, [], { from: elsewhere })
    expect(await house.get('contacts', 'ada')).toMatchObject({ firstName: 'Ada' })
    expect(await house.get('contacts', 'cid')).toMatchObject({ firstName: 'Cid' })
    await wait(1_000)
    expect(await house.run(backup, [], { to: elsewhere })).toMatch(/\d+ were there already; 0 documents copied/)
    const [name = ''] = (await pinNames(house.objects)).filter(each => each.startsWith('backup-'))
    await house.write([set('contacts', 'ada', { firstName: 'Broken again' })])
    await house.run(restore, [], { from: name })
    expect(await house.get('contacts', 'ada')).toMatchObject({ firstName: 'Ada' })
    expect(await house.run(backup, [], { forget: name })).toMatch('no longer keeps')
    await expect(house.run(backup, [], { forget: name })).rejects.toThrow('There is no backup called')
    await expect(house.run(backup, [], { to: join(house.folder, 'inside') })).rejects.toThrow('inside the store')
  })

  test('a backup from before an erasure brings the erased back neither by id nor by address', async () => {
    await begin()
    await house.run(backup, [], { to: elsewhere })
    await house.run(erase, ['contacts/ada'])
    await house.write([set('contacts', 'bob', { firstName: 'Broken' })])
    await house.run(restore, [], { from: elsewhere })
    expect(await house.get('contacts', 'ada')).toBeUndefined()
    expect(await house.get('contacts', 'bob')).toMatchObject({ firstName: 'Bob' })
    expect(await filesWith(house.folder, ['ada@example.org'])).toEqual([])
  })

  test('goes to an earlier moment out of a backup, and a backup made again after an erasure has forgotten, too', async () => {
    const then = await begin()
    await house.write([set('contacts', 'bob', { firstName: 'Wrong' })])
    await house.run(backup, [], { to: elsewhere })
    await house.run(restore, [], { from: elsewhere, at: then })
    expect(await house.get('contacts', 'bob')).toMatchObject({ firstName: 'Bob' })
    expect((await filesWith(elsewhere, ['ada@example.org'])).length).toBeGreaterThan(0)
    await house.run(erase, ['contacts/ada'])
    await wait(1_000)
    await house.run(backup, [], { to: elsewhere })
    expect(await filesWith(elsewhere, ['ada@example.org'])).toEqual([])
  })

  test('a backup of another store is refused', async () => {
    await begin()
    const other = await openHouse()
    await other.write([put('contacts', 'stranger', { firstName: 'Stranger' })])
    await other.run(backup, [], { to: elsewhere })
    await other.close()
    await expect(house.run(restore, [], { from: elsewhere })).rejects.toThrow(TaskProblem)
    expect(await house.get('contacts', 'stranger')).toBeUndefined()
  })
})

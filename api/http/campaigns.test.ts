import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Server, startServer } from '../../test/api/server.ts'

let server: Server
beforeAll(async () => {
  server = await startServer()
  await server.submit({ type: 'groups.install', actor: { id: 'test', role: 'system' }, input: {} })
  const create = (resource: string, id: string, values: object) => ({ op: 'create', resource, id, values })
  await server.write([
    create('settings', 'settings', { organisation: 'The Wood', senderEmail: 'news@wood.example' }),
    create('contacts', 'anna', { firstName: 'Anna', email: 'anna@example.org', address: { city: 'York' } }),
    create('contacts', 'bo', { firstName: null, email: 'bo@example.org' }),
    create('contacts', 'cid', { firstName: 'Cid', email: null }),
    create('contacts', 'dot', { firstName: 'Dot', email: 'dot@example.org', consent: { email: false } }),
    create('contacts', 'own', { firstName: 'Own', email: 'own@example.org', ownerId: 'agent' }),
    create('templates', 'letter', {
      name: 'Letter',
      subject: 'For {{firstName}}',
      body: '<p>Dear {{default firstName "friend"}}</p>',
    }),
    create('segments', 'york', {
      name: 'York',
      match: { combinator: 'and', rules: [{ field: 'address.city', operator: '=', value: 'York' }] },
    }),
    create('segments', 'nobody', {
      name: 'Nobody',
      match: { combinator: 'and', rules: [{ field: 'address.city', operator: '=', value: 'Oz' }] },
    }),
  ])
})
afterAll(() => server.close())

const staff = (method: string, path: string, body?: unknown) => server.ask(method, `/api${path}`, { as: 'staff', body })
const audience = (more: object) => ({
  segmentIds: [],
  contactIds: [],
  exceptSegmentIds: [],
  exceptContactIds: [],
  ...more,
})

async function campaign(more: object): Promise<string> {
  const made = await staff('POST', '/campaigns', { name: 'C', templateId: 'letter', audience: audience(more) })
  expect(made.status).toBe(201)
  return made.body.id
}

test('check says who gets it, who does not and why, and whose letter has a gap', async () => {
  const id = await campaign({ segmentIds: ['everyone'], exceptContactIds: ['own'] })
  const { status, body } = await staff('POST', `/campaigns/${id}/check`)
  expect(status).toBe(200)
  expect(body).toMatchObject({ willReceive: 2, excludedCount: 2, problem: null })
  expect(body.excluded).toEqual([
    { contactId: 'cid', reason: 'no address' },
    { contactId: 'dot', reason: 'unsubscribed' },
  ])
  expect(body.readers).toEqual(['anna', 'bo'])
  expect(body.blanks).toEqual([{ contactId: 'bo', field: 'firstName' }])
})

test('a group and its exceptions make the audience', async () => {
  const id = await campaign({ segmentIds: ['york'], contactIds: ['bo'] })
  expect((await staff('POST', `/campaigns/${id}/check`)).body.willReceive).toBe(2)
  const without = await campaign({ segmentIds: ['everyone'], exceptSegmentIds: ['york'] })
  expect((await staff('POST', `/campaigns/${without}/check`)).body.willReceive).toBe(2)
})

test('the letter is shown as one person will read it, with a link that changes nothing', async () => {
  const id = await campaign({ segmentIds: ['everyone'] })
  const { body } = await staff('POST', `/campaigns/${id}/preview`, { contactId: 'anna' })
  expect(body.subject).toBe('For Anna')
  expect(body.html).toContain('Dear Anna')
  expect(body.text).toContain('Dear Anna')
  const link = /href="[^"]*(\/u\/[^"]+)"/.exec(body.html)?.[1] ?? ''
  expect((await server.ask('POST', link)).text).toContain('This was a test')
  expect((await staff('GET', '/contacts/anna')).body.mail.status).toBe('ok')
  expect((await staff('POST', `/campaigns/${id}/preview`, { contactId: 'nobody' })).status).toBe(404)
  expect((await staff('POST', `/campaigns/${id}/preview`, {})).status).toBe(400)
})

test('a test mail goes to any address, and to nobody else', async () => {
  const id = await campaign({ segmentIds: ['everyone'] })
  const before = server.mails.length
  const { status } = await staff('POST', `/campaigns/${id}/test`, { to: 'Me@Example.org', contactId: 'anna' })
  expect(status).toBe(200)
  expect(server.mails.slice(before)).toMatchObject([{ to: { address: 'me@example.org' }, subject: '[Test] For Anna' }])
  expect(server.mails.at(-1)?.tags).toBeUndefined()
  expect((await staff('POST', `/campaigns/${id}/test`, { to: 'no address' })).body.errors).toHaveProperty('to')
  expect(
    (await server.ask('POST', `/api/campaigns/${id}/test`, { as: 'viewer', body: { to: 'me@example.org' } })).status,
  ).toBe(403)
})

test('nobody to send to is told at once', async () => {
  for (const more of [{}, { segmentIds: ['nobody'] }, { contactIds: ['cid', 'dot'] }]) {
    const id = await campaign(more)
    const { status, body } = await staff('POST', `/campaigns/${id}/send`, {})
    expect(status).toBe(422)
    expect(body.message).toMatch(/^Nobody would get this/)
    expect((await staff('GET', `/campaigns/${id}`)).body.status).toBe('draft')
  }
})

test('sending starts a worker and answers with the campaign', async () => {
  const id = await campaign({ segmentIds: ['everyone'] })
  const { status, body } = await staff('POST', `/campaigns/${id}/send`, {})
  expect(status).toBe(200)
  expect(body).toMatchObject({ id, status: 'preparing', counts: {}, total: 0 })
  expect(server.launched).toContain(id)
  expect((await staff('GET', `/campaigns/${id}/progress`)).body).toMatchObject({ status: 'preparing', waiting: 0 })
  expect((await staff('POST', `/campaigns/${id}/pause`, {})).body.status).toBe('paused')
  expect((await staff('POST', `/campaigns/${id}/pause`, {})).status).toBe(422)
  expect((await staff('POST', `/campaigns/${id}/cancel`, {})).body.status).toBe('cancelled')
})

test('a scheduled campaign starts no worker', async () => {
  const id = await campaign({ segmentIds: ['everyone'] })
  const { body } = await staff('POST', `/campaigns/${id}/send`, { at: '2099-05-03T09:00' })
  expect(body).toMatchObject({ status: 'scheduled', scheduledAt: '2099-05-03T09:00' })
  expect(server.launched).not.toContain(id)
  expect((await staff('POST', `/campaigns/${id}/send`, { at: '2001-05-03T09:00' })).body.errors).toHaveProperty('at')
  expect((await staff('POST', `/campaigns/${id}/send`, { at: 'soon' })).status).toBe(400)
})

test('a group is counted while it is put together', async () => {
  const match = { combinator: 'and', rules: [{ field: 'email', operator: 'notNull' }] }
  const { body } = await staff('POST', '/segments/count', { match, include: ['cid'], exclude: ['own'] })
  expect(body).toMatchObject({ total: 4, mailable: 2, notMailable: { unsubscribed: 1, 'no address': 1 } })
  expect(body.sample.map((each: { id: string }) => each.id)).toEqual(['anna', 'bo', 'cid', 'dot'])
  expect((await staff('POST', '/segments/count', { match: null })).body.total).toBe(0)
})

test('a group that cannot be is refused by name', async () => {
  const rule = (field: string, operator: string) => ({
    match: { combinator: 'and', rules: [{ field, operator, value: 'x' }] },
  })
  expect((await staff('POST', '/segments/count', rule('shoeSize', '='))).body.message).toContain('shoeSize')
  expect((await staff('POST', '/segments/count', rule('email', 'resembles'))).status).toBe(400)
  expect((await staff('POST', '/segments/count', { rules: [] })).body.errors).toHaveProperty('rules')
})

test('people are counted by what they got', async () => {
  const got = (where: object, count: object) => ({
    match: { combinator: 'and', rules: [{ relation: 'deliveries', where, count }] },
  })
  const delivery = (contactId: string, state: string) => ({
    op: 'create',
    resource: 'deliveries',
    id: `past_${contactId}`,
    values: { campaignId: 'past', contactId, state, wave: 1 },
  })
  const wave = [{ wave: 1, kind: 'original', ready: true }]
  await server.write([
    { op: 'create', resource: 'campaigns', id: 'past', values: { name: 'Past', status: 'done', waves: wave } },
    delivery('anna', 'delivered'),
    delivery('bo', 'bounced_hard'),
  ])
  expect(
    (await staff('POST', '/segments/count', got({ campaignId: 'past', state: 'delivered' }, { '>=': 1 }))).body.total,
  ).toBe(1)
  expect((await staff('POST', '/segments/count', got({ campaignId: 'past' }, { '=': 0 }))).body.total).toBe(3)
  expect((await staff('POST', '/segments/count', got({ state: 'bounced_hard' }, { '>=': 1 }))).body.sample[0].id).toBe(
    'bo',
  )
})

test('agents neither see campaigns nor count everybody', async () => {
  const id = await campaign({ segmentIds: ['everyone'] })
  const agent = (path: string, body = {}) => server.ask('POST', `/api${path}`, { as: 'agent', body })
  for (const action of ['check', 'preview', 'test', 'send', 'recipients'])
    expect((await agent(`/campaigns/${id}/${action}`, { contactId: 'own' })).status, action).toBe(403)
  expect((await agent('/segments/count', { match: null })).status).toBe(403)
  expect((await agent('/templates/preview', { subject: '', body: '', contactId: 'own' })).status).toBe(403)
})

test('an unsaved letter is previewed and checked', async () => {
  const letter = {
    subject: 'S {{firstName}}',
    preheader: null,
    body: '<p>{{firstName}}</p>',
    text: null,
    layout: 'newsletter',
    language: 'en',
  }
  expect((await staff('POST', '/templates/preview', { ...letter, contactId: 'anna' })).body.subject).toBe('S Anna')
  const wrong = { ...letter, body: '<p>{{#if firstName}}' }
  expect((await staff('POST', '/templates/preview', { ...wrong, contactId: 'anna' })).body.errors.body).toContain(
    'Line 1',
  )
  expect((await staff('POST', '/templates/check', wrong)).body.problem.errors.body).toContain('Line 1')
  expect((await staff('POST', '/templates/check', letter)).body).toEqual({ problem: null })
})

test('a template that does not parse is not saved, and names line and column', async () => {
  const { status, body } = await staff('POST', '/templates', {
    name: 'Bad',
    subject: 'x',
    body: '<p>\n{{#if firstName}}</p>',
  })
  expect(status).toBe(400)
  expect(body.errors.body).toMatch(/^Line 2, column \d+: /)
})

test('the lights of the sender say what is missing', async () => {
  const { body } = await staff('GET', '/sender')
  expect(body).toMatchObject({ kind: 'outbox', feedback: false })
  expect(body.lights).toContainEqual({ name: 'postalAddress', state: 'amber', message: expect.any(String) })
})

test('late recipients are asked for, and refused when all of them have it', async () => {
  expect((await staff('POST', '/campaigns/past/recipients', { contactIds: ['anna'] })).body.message).toBe(
    'Everybody chosen already got it.',
  )
  expect((await staff('POST', '/campaigns/past/recipients', { segmentIds: ['york'] })).status).toBe(422)
  const { status, body } = await staff('POST', '/campaigns/past/recipients', { contactIds: ['anna', 'own'] })
  expect(status).toBe(200)
  expect(body).toMatchObject({ status: 'sending', waves: [{ wave: 1 }, { wave: 2, kind: 'late', ready: false }] })
  expect(server.launched).toContain('past')
})

test('who has joined since: of the campaign’s own audience, with an address, and not in the ledger yet', async () => {
  const id = await campaign({ segmentIds: ['york'], exceptContactIds: ['bo'] })
  const newcomers = async (as: 'staff' | 'agent' = 'staff') =>
    server.ask('GET', `/api/campaigns/${id}/newcomers`, { as })
  await staff('POST', `/campaigns/${id}/send`)
  const asSystem = (type: string, input: object, rows?: object[]) =>
    server.submit({ type, actor: { id: 'test', role: 'system' }, input: input as never }, { rows: rows as never })
  await asSystem('campaign.begin', { campaignId: id })
  const first = { campaignId: id, run: 1, wave: 1 }
  await asSystem('campaign.enqueue', first, [{ contactId: 'anna', address: 'anna@example.org' }])
  await asSystem('campaign.ready', first)
  expect((await newcomers()).body).toEqual({ count: 0, contactIds: [] })

  const inYork = { address: { city: 'York' } }
  const join = (contact: string, more: object) =>
    server.ask('POST', '/api/contacts', { as: 'staff', body: { id: contact, ...inYork, ...more } })
  await join('ada', { firstName: 'Ada', email: 'ada@example.org' })
  await asSystem('update', { resource: 'contacts', id: 'bo', patch: inYork })
  await join('no-address', { firstName: 'Nell' })
  await join('said-no', { firstName: 'Sid', email: 'sid@example.org', consent: { email: false } })
  await join('anna-again', { firstName: 'Anna', email: 'anna.two@example.org' })
  expect((await newcomers()).body).toEqual({ count: 2, contactIds: ['ada', 'anna-again'] })

  // Whoever turns out to be somebody who has it has it.
  await staff('POST', '/contacts/anna-again/merge', { otherId: 'anna' })
  expect((await newcomers()).body).toEqual({ count: 1, contactIds: ['ada'] })

  const { status, body } = await staff('POST', `/campaigns/${id}/recipients`, { contactIds: ['ada'] })
  expect(status).toBe(200)
  expect(body.waves[1]).toMatchObject({ wave: 2, kind: 'late', contactIds: ['ada'] })
  await asSystem('campaign.enqueue', { ...first, wave: 2 }, [{ contactId: 'ada', address: 'ada@example.org' }])
  expect((await newcomers()).body).toEqual({ count: 0, contactIds: [] })
  expect((await newcomers('agent')).status).toBe(403)
})

test('nothing here was a fault of the server', () => {
  expect(server.faults).toEqual([])
})

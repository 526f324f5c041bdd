/** Records of every kind for the tests of the API: some of the first agent's, some of the second's, some nobody's. */
import type { Server } from './server.ts'

const put = (resource: string, id: string, values: object) => ({ resource, op: 'create', id, values })

export async function writeSample(server: Server): Promise<void> {
  await server.write([
    put('settings', 'settings', { organisation: 'Hazel Wood', timeZone: 'Europe/London' }),
    put('stages', 'new', { pipeline: 'leads', name: 'New', order: 1, kind: 'open' }),
    put('stages', 'won', { pipeline: 'opportunities', name: 'Won', order: 1, kind: 'won' }),
    put('contacts', 'ann', {
      firstName: 'Ann',
      lastName: 'Archer',
      email: 'ann@example.org',
      ownerId: 'agent',
      tags: ['vip'],
      address: { city: 'York', country: 'GB' },
    }),
    put('contacts', 'bob', {
      firstName: 'Bob',
      lastName: 'Ärmel',
      email: 'bob@example.org',
      ownerId: 'agent2',
      address: { city: 'Lyon', country: 'FR' },
    }),
    put('contacts', 'cid', {
      firstName: 'Cid',
      lastName: 'Zulu',
      email: 'cid@example.org',
      address: { city: 'Leeds', country: 'GB' },
    }),
    put('properties', 'shirt', {
      resource: 'contacts',
      key: 'shirtSize',
      label: 'Shirt size',
      kind: 'choice',
      options: { choices: ['S', 'M', 'L'] },
    }),
  ])
  await server.write([
    put('accounts', 'acc-ann', { contactId: 'ann', kind: 'current', number: 'GB-001', status: 'open' }),
    put('accounts', 'acc-bob', { contactId: 'bob', kind: 'savings', number: 'FR-002', status: 'open' }),
    put('leads', 'lead-ann', { title: 'Lead of Ann', contactIds: ['ann'], ownerId: 'agent', stageId: 'new' }),
    put('leads', 'lead-bob', { title: 'Lead of Bob', contactIds: ['bob'], ownerId: 'agent2', stageId: 'new' }),
    put('opportunities', 'deal', { title: 'A deal', contactIds: ['cid'], stageId: 'won' }),
    put('events', 'picnic', {
      slug: 'picnic',
      title: 'Picnic',
      startAt: '2026-06-01T10:00:00.000Z',
      endAt: '2026-06-01T12:00:00.000Z',
      hostIds: ['cid'],
    }),
    put('segments', 'york', {
      name: 'People in York',
      match: { combinator: 'and', rules: [{ field: 'address.city', operator: '=', value: 'York' }] },
    }),
    put('templates', 'hello', { name: 'Hello', subject: 'Hello {{firstName}}', body: '<p>Dear {{firstName}}</p>' }),
    put('suppressions', 'gone', { addressHash: 'x', reason: 'unsubscribed', since: '2026-01-01T00:00:00.000Z' }),
    put('notifications', 'note-agent', { staffId: 'agent', kind: 'task', text: 'For the first agent' }),
    put('imports', 'import1', { resource: 'contacts', filename: 'x.csv' }),
    put('reports', 'report1', { kind: 'export', staffId: 'staff' }),
    put('views', 'view1', { resource: 'contacts', name: 'Mine', staffId: 'agent' }),
    put('views', 'view2', { resource: 'contacts', name: 'Everybody’s', staffId: 'staff', shared: true }),
  ])
  await server.write([
    put('transactions', 'tx-ann', {
      accountId: 'acc-ann',
      externalId: 't1',
      bookedAt: '2026-02-01',
      amount: { amount: 1250, currency: 'GBP' },
    }),
    put('transactions', 'tx-bob', {
      accountId: 'acc-bob',
      externalId: 't2',
      bookedAt: '2026-02-02',
      amount: { amount: -300, currency: 'GBP' },
    }),
    put('activities', 'call-ann', { kind: 'call', subject: 'Rang Ann', about: { resource: 'contacts', id: 'ann' } }),
    put('activities', 'call-bob', { kind: 'call', subject: 'Rang Bob', about: { resource: 'contacts', id: 'bob' } }),
    put('documents', 'doc-ann', { name: 'Letter of Ann', about: { resource: 'contacts', id: 'ann' } }),
    put('documents', 'doc-bob', { name: 'Letter of Bob', about: { resource: 'contacts', id: 'bob' } }),
    put('attendances', 'at-ann', { contactId: 'ann', eventId: 'picnic', status: 'registered' }),
    put('campaigns', 'spring', { name: 'Spring', templateId: 'hello' }),
    put('deliveries', 'spring_ann', {
      campaignId: 'spring',
      contactId: 'ann',
      state: 'delivered',
      addressAtSend: 'ann@example.org',
      attempts: [{ attempt: 1, state: 'delivered', at: '2026-01-05T10:00:00.000Z' }],
    }),
    put('deliveries', 'spring_bob', {
      campaignId: 'spring',
      contactId: 'bob',
      state: 'bounced_hard',
      addressAtSend: 'bob@example.org',
      attempts: [{ attempt: 1, state: 'bounced_hard', at: '2026-01-05T10:00:01.000Z' }],
    }),
  ])
}

import { type Field, type Json, kindNames, register, roles } from '@dormouse/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Log } from '../log.ts'
import { system, type Wish, type Writer, writerInMemory } from './writer-in-memory.ts'

/** What may arrive under a field's name: something plausible, something of another kind, something absurd. */
const plausible = fc.constantFrom<Json>(
  'one',
  'two',
  'staff',
  'ada@example.org',
  '2026-05-01',
  '2026-05-01T10:00:00.000Z',
  0,
  -1,
  3,
  1e308,
  true,
  false,
  null,
  '',
  [],
  ['one', 'two'],
  {},
  { amount: 5, currency: 'GBP' },
  { resource: 'contacts', id: 'one' },
  { resource: 'nonsense', id: '../..' },
  { combinator: 'and', rules: [{ field: 'email', operator: '=', value: 'x' }] },
  { combinator: 'or', rules: 'none' },
)
const anything = fc.oneof(
  plausible,
  plausible,
  fc.json().map(text => JSON.parse(text) as Json),
)

function valuesFor(fields: Record<string, Field>): fc.Arbitrary<Record<string, Json>> {
  const names = [...Object.keys(fields), 'nonsense', '__proto__', 'id', 'version', ...kindNames.slice(0, 2)]
  return fc
    .array(fc.tuple(fc.constantFrom(...names), anything), { maxLength: 8 })
    .map(pairs =>
      JSON.parse(`{${pairs.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join()}}`),
    )
}

const id = fc.constantFrom('one', 'two', 'three', 'settings', '', '../x', 'contacts.one.1.0.0')
const wish: fc.Arbitrary<Wish> = fc.constantFrom(...register).chain(({ name: resource, fields, actions = {} }) => {
  const actor = fc.constantFrom(...roles).map(role => ({ id: role, role }))
  const values = valuesFor(fields)
  const ifVersion = fc.constantFrom(undefined, 0, 1, 2)
  const input = fc.oneof(
    fc.record({ type: fc.constant('create'), resource: fc.constant(resource), id, values }),
    fc.record({ type: fc.constant('update'), resource: fc.constant(resource), id, patch: values, ifVersion }),
    fc.record({ type: fc.constant('delete'), resource: fc.constant(resource), id }),
    fc.record({
      type: fc.constant('act'),
      resource: fc.constant(resource),
      id,
      action: fc.constantFrom('nothing', 'constructor', ...Object.keys(actions)),
      input: fc.oneof(values, anything),
    }),
  )
  return fc.record({ actor, input }).map(({ actor, input: { type, ...rest } }) => ({
    actor,
    type,
    input: JSON.parse(JSON.stringify(rest)) as Json,
  }))
})

/** After a lost race a batch is decided again: nothing of the first time may be left in the second. */
function decideTwice(writer: Writer): void {
  const { planner } = writer.deps
  writer.deps.planner = {
    prepare: messages => planner.prepare(messages),
    decide(view, messages, now) {
      const plan = planner.decide(view, messages, now)
      expect(planner.decide(view, messages, now)).toEqual(plan)
      return plan
    },
  }
}

/** Values that fit in most places, so that the wishes above often get past the first check. */
const somethingThere = [
  ...roles.map(role => ['staff', role, { name: role, email: `${role}@demo.test`, role }]),
  ['stages', 'one', { pipeline: 'leads', name: 'New' }],
  ['contacts', 'one', { firstName: 'Ada', email: 'ada@example.org', ownerId: 'agent' }],
  ['contacts', 'two', { firstName: 'Bob', ownerId: 'staff' }],
  [
    'events',
    'one',
    { title: 'Tea', slug: 'tea', startAt: '2026-05-01T10:00:00.000Z', maxCapacity: 1, hostIds: ['two'] },
  ],
  ['attendances', 'one', { contactId: 'one', eventId: 'one' }],
  ['attendances', 'two', { contactId: 'two', eventId: 'one' }],
  ['leads', 'one', { title: 'Lead', contactIds: ['one'], ownerId: 'agent' }],
  ['accounts', 'one', { contactId: 'one', number: '1' }],
  ['segments', 'one', { name: 'All', include: ['one'] }],
  ['properties', 'one', { resource: 'contacts', key: 'size', label: 'Size', kind: 'text' }],
] as const

test('no wish, however absurd, is more than refused, and every figure and reference stays true', {
  timeout: 120_000,
}, async () => {
  const complaints: object[] = []
  const log: Log = { info() {}, warn() {}, error: fields => void complaints.push(fields) }
  await fc.assert(
    fc.asyncProperty(fc.array(wish, { minLength: 1, maxLength: 40 }), async wishes => {
      complaints.length = 0
      const writer = await writerInMemory({ log })
      decideTwice(writer)
      const operations = somethingThere.map(([resource, id, values]) => ({ op: 'create', resource, id, values }))
      expect(await writer.send(system, 'system.write', { operations } as Json)).toMatchObject({
        result: { refused: 0 },
      })
      await writer.together(wishes)
      expect(complaints).toEqual([])
      const contacts = new Map((await writer.all('contacts')).map(each => [each.id, each]))
      const events = new Map((await writer.all('events')).map(each => [each.id, each]))
      const attendances = await writer.all('attendances')
      for (const { contactId, eventId } of attendances)
        expect([contacts.has(String(contactId)), events.has(String(eventId))]).toEqual([true, true])
      for (const each of contacts.values())
        expect(each.hostedCount).toBe(
          [...events.values()].filter(({ hostIds }) => (hostIds as string[]).includes(each.id)).length,
        )
      const addresses = [...contacts.values()].filter(each => each.email && !each.sharesAddress).map(each => each.email)
      expect(new Set(addresses).size).toBe(addresses.length)
      expect((await writer.all('staff')).some(each => each.role === 'root' && each.active)).toBe(true)
    }),
    { numRuns: 150 },
  )
})

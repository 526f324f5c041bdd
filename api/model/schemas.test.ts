import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  blank,
  broken,
  campaigns,
  computed,
  contacts,
  created,
  createSchema,
  events,
  immutableErrors,
  inputSchema,
  integer,
  isCreatable,
  type Json,
  leads,
  leaves,
  patched,
  patchSchema,
  register,
  resource,
  segments,
  storedSchema,
  templates,
  text,
  validate,
} from './index.ts'
import { property } from './test-property.ts'

type Values = Record<string, Json>
const base = {
  id: 'a',
  createdAt: '2026-01-01T00:00:00.000Z',
  createdBy: 'x',
  updatedAt: '2026-01-01T00:00:00.000Z',
  updatedBy: 'x',
  version: 1,
}
const errorsOf = (schema: ReturnType<typeof createSchema>, value: unknown): Record<string, string> => {
  const result = validate(schema, value)
  return result.ok ? {} : result.errors
}
const accepted = (schema: ReturnType<typeof createSchema>, value: unknown): Values => {
  const result = validate(schema, value)
  if (!result.ok) throw new Error(JSON.stringify(result.errors))
  return result.value
}

describe('a create', () => {
  it('is for those resources whose records somebody can make by sending values', () => {
    const made = register.filter(each => each.access.write && !isCreatable(each)).map(({ name }) => name)
    expect(made).toEqual(['imports', 'notifications'])
  })

  it('takes what a form sends, and tidies it', () => {
    const form = {
      firstName: '  Anna ',
      lastName: '',
      email: ' Anna@EXÄMPLE.de',
      tags: ['VIP', 'vip', ' '],
      address: { country: 'gb' },
    }
    expect(accepted(createSchema(contacts), form)).toEqual({
      firstName: 'Anna',
      lastName: null,
      email: 'anna@xn--exmple-cua.de',
      tags: ['VIP'],
      address: { country: 'GB' },
    })
  })

  it('has every key afterwards, with its initial value', () => {
    const record = created(contacts, accepted(createSchema(contacts), { email: 'a@b.example' }))
    expect(record).toMatchObject({
      firstName: null,
      tags: [],
      sharesAddress: false,
      mail: { status: 'ok', since: null },
      attendedCount: 0,
    })
    expect(validate(storedSchema(contacts), { ...base, ...record }).ok).toBe(true)
  })

  it('names what is missing, in a sentence', () => {
    expect(errorsOf(createSchema(leads), { title: ' ' })).toEqual({
      title: 'Title must be filled in.',
      stageId: 'Stage must be filled in.',
    })
    expect(errorsOf(createSchema(templates), {})).toEqual({
      name: 'Name must be filled in.',
      subject: 'Subject must be filled in.',
      body: 'Body must be filled in.',
    })
  })

  it('names unknown keys, nested ones by their path', () => {
    expect(errorsOf(createSchema(contacts), { nope: 1, address: { citty: 'York' }, properties: { hat: 'L' } })).toEqual(
      {
        nope: 'There is no field called “nope”.',
        'address.citty': 'There is no field called “citty”.',
        'properties.hat': 'There is no field called “hat”.',
      },
    )
  })

  it('does not listen to what the writer keeps, so that a client may send back what it read', () => {
    const sent = {
      ...base,
      firstName: 'Anna',
      attendedCount: 99,
      mail: { status: 'invalid', cause: 1 },
      mergedFrom: 'x',
    }
    expect(accepted(createSchema(contacts), sent)).toEqual({ firstName: 'Anna' })
  })

  it('says what is wrong as a volunteer would', () => {
    expect(
      errorsOf(createSchema(contacts), { email: 'anna', phone: 'soon', gender: 'x', memberSince: '31.12.2020' }),
    ).toEqual({
      email: 'E-mail is not a valid address: there is no @.',
      phone: 'Phone is not a telephone number: use digits, spaces, brackets, dashes and a leading +.',
      gender: 'Gender must be one of female, male, nonbinary, other.',
      memberSince: 'Member since must be a date like 2026-05-03.',
    })
  })
})

describe('a patch', () => {
  it('changes only what it names, however the initial values are', () => {
    expect(accepted(patchSchema(contacts), {})).toEqual({})
    const before = { ...base, ...created(contacts, { sharesAddress: true, email: 'a@b.example' }) }
    expect(patched(contacts, before, accepted(patchSchema(contacts), { firstName: 'Ann' }))).toEqual({
      ...before,
      firstName: 'Ann',
    })
  })

  it('with null empties a field, a list and a group, and is refused for a required field', () => {
    const patch = accepted(patchSchema(contacts), {
      firstName: null,
      tags: null,
      address: null,
      consent: { email: null },
    })
    expect(patch).toMatchObject({
      firstName: null,
      tags: [],
      address: { city: null, country: null },
      consent: { email: null },
    })
    expect(errorsOf(patchSchema(leads), { title: null })).toEqual({ title: 'Title must be filled in.' })
    expect(errorsOf(patchSchema(contacts), { sharesAddress: null })).toEqual({
      sharesAddress: 'Shares address must be filled in.',
    })
  })

  it('of one part of an address leaves the others', () => {
    const before = created(contacts, {
      address: { ...(blank(contacts).address as Values), city: 'Leeds', country: 'GB' },
    })
    expect(patched(contacts, before, { address: { city: 'York' } }).address).toMatchObject({
      city: 'York',
      country: 'GB',
    })
  })

  it('of a field that only a create may set is told apart by comparing', () => {
    expect(
      immutableErrors(register.find(r => r.name === 'attendances') as never, { contactId: 'a' }, { contactId: 'b' }),
    ).toEqual({
      contactId: 'This can be set only when the record is made.',
    })
  })
})

describe('fields that staff added', () => {
  const shirt = property({ key: 'shirtSize', kind: 'choice', label: 'Shirt size', options: { choices: ['S', 'M'] } })
  const old = property({ key: 'fax', archived: true })
  const elsewhere = property({ key: 'room', resource: 'events' })
  const all = [shirt, old, elsewhere]

  it('are checked like any other', () => {
    expect(accepted(createSchema(contacts, all), { properties: { shirtSize: 'M' } })).toEqual({
      properties: { shirtSize: 'M' },
    })
    expect(errorsOf(createSchema(contacts, all), { properties: { shirtSize: 'XXL', room: '1' } })).toEqual({
      'properties.shirtSize': 'Shirt size must be one of S, M.',
      'properties.room': 'There is no field called “room”.',
    })
  })

  it('keep their values when archived, and are not listened to', () => {
    expect(accepted(patchSchema(contacts, all), { properties: { fax: '1', shirtSize: 'S' } })).toEqual({
      properties: { shirtSize: 'S' },
    })
    const before = created(contacts, { properties: { fax: '1' } }, all)
    expect(patched(contacts, before, { properties: { shirtSize: 'S' } }).properties).toEqual({
      fax: '1',
      shirtSize: 'S',
    })
  })

  it('stand among the leaves, with their label', () => {
    const paths = leaves(contacts, all).filter(leaf => leaf.custom)
    expect(paths).toMatchObject([{ path: 'properties.shirtSize', label: 'Shirt size' }])
    expect(leaves(contacts, [{ ...shirt, label: 'T-shirt' }]).find(leaf => leaf.custom)?.label).toBe('T-shirt')
  })
})

describe('a whole record', () => {
  it('has to keep the declaration’s rules', () => {
    const event = { startAt: '2026-05-03T09:00:00.000Z', endAt: '2026-05-03T08:00:00.000Z' }
    expect(broken(events, event)).toEqual({ endAt: 'An event ends after it begins.' })
    expect(broken(events, { ...event, endAt: null })).toBeUndefined()
  })

  it('keeps no rule group that can’t be used', () => {
    const match = { combinator: 'and', rules: [{ field: 'emial', operator: '=', value: 'x' }] }
    expect(broken(segments, { match })).toEqual({ match: 'There is no field called “emial” in contacts.' })
  })
})

describe('validation', () => {
  const schemas = register.flatMap(resource => [createSchema(resource), patchSchema(resource), storedSchema(resource)])
  const sendInput = inputSchema(campaigns.actions?.send?.input as never)

  it('never throws, and every error is a sentence', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withNullPrototype: true,
      maxDepth: 4,
    })
    const body = fc.tuple(fc.nat(schemas.length - 1), fc.nat(register.length - 1)).chain(([index, which]) => {
      const keys = Object.keys(register[which]?.fields ?? {})
      const shaped = fc.dictionary(fc.constantFrom(...keys, 'id', 'nope'), fc.oneof(anything, fc.jsonValue()), {
        maxKeys: 8,
      })
      return fc.tuple(fc.constant(index), fc.oneof(anything, shaped))
    })
    fc.assert(
      fc.property(body, ([index, value]) => {
        const result = validate(schemas[index] as never, value)
        if (!result.ok) for (const sentence of Object.values(result.errors)) expect(sentence).toMatch(/[.]$/)
      }),
      { numRuns: 2000 },
    )
  })

  it('refuses keys that reach into JavaScript, at any depth', () => {
    for (const body of ['{"__proto__":{"a":1}}', '{"address":{"constructor":1}}', '{"tags":[{"prototype":1}]}']) {
      expect(validate(createSchema(contacts), JSON.parse(body))).toMatchObject({ ok: false })
    }
    expect(errorsOf(createSchema(contacts), JSON.parse('{"address":{"__proto__":1}}'))).toEqual({
      address: '“__proto__” can’t be the name of a field.'.replace('’', "'"),
    })
  })

  it('refuses nesting without end, and circles', () => {
    let deep: unknown = 1
    for (let level = 0; level < 5000; level++) deep = { a: deep }
    expect(errorsOf(createSchema(segments), { name: 'x', match: deep }).match).toContain('20 levels')
    const circle: Record<string, unknown> = {}
    circle.match = circle
    expect(validate(createSchema(segments), circle).ok).toBe(false)
  })

  it('checks what an action takes', () => {
    expect(validate(sendInput, {})).toEqual({ ok: true, value: {} })
    expect(errorsOf(sendInput, { at: 'tomorrow', now: true })).toEqual({
      at: 'Send at (blank: now) must be a date and a time like 2026-05-03T09:00.',
      now: 'There is no field called “now”.',
    })
  })
})

it('what follows from a record’s own fields is computed with every change, and can’t be sent', () => {
  const rooms = resource('rooms', {
    label: ['Room', 'Rooms'],
    title: room => room.name ?? '',
    sort: ['name', 'asc'],
    fields: {
      floor: integer(),
      number: integer(),
      name: computed(text(), { value: ({ floor, number }) => `${floor ?? '?'}.${number ?? '?'}` }),
    },
    access: { read: {} },
  })
  const room = created(rooms, accepted(createSchema(rooms), { floor: 2, name: 'made up' }))
  expect(room).toEqual({ floor: 2, number: null, name: '2.?' })
  expect(patched(rooms, room, { number: 7 }).name).toBe('2.7')
})

import { describe, expect, it } from 'vitest'
import {
  type AnyResource,
  type Contact,
  checkRegister,
  choice,
  comparator,
  contacts,
  custom,
  date,
  fieldReadable,
  group,
  integer,
  leafAt,
  leaves,
  mergeLeaves,
  ownershipOf,
  ref,
  referencesOf,
  referrersOf,
  register,
  relationsOf,
  resource,
  resourceNamed,
  rollup,
  searchText,
  stage,
  text,
  wordsOf,
} from './index.ts'

const declared = (more: object): AnyResource =>
  ({
    ...resource('samples', {
      label: ['A', 'As'],
      title: () => '',
      sort: ['id', 'asc'],
      fields: {},
      access: { read: {} },
    }),
    ...more,
  }) as AnyResource
const loading = (more: object) => () => checkRegister([...register, declared(more)])

describe('a declaration that can’t be is refused when it loads', () => {
  it.each([
    [{ name: 'contacts' }, 'contacts: there are two resources'],
    [{ name: 'My things' }, 'My things: a resource is named'],
    [{ fields: { 'first-name': text() } }, 'samples.first-name: a field is named'],
    [{ fields: { constructor: text() } }, 'samples.constructor: '],
    [{ fields: { q: text() } }, 'samples.q: '],
    [{ fields: { id: text() } }, 'samples.id: every record has this already'],
    [{ fields: { a: { kind: 'texxt', options: {} } } }, 'samples.a: there is no kind of field called “texxt”'],
    [{ fields: { a: ref('nobody') } }, 'samples.a: it refers to “nobody”'],
    [{ fields: { a: choice(['x', 'x']) } }, 'samples.a: its choices must be distinct'],
    [{ fields: { a: choice(['x'], { initial: 'y' }) } }, 'samples.a: its initial value is refused'],
    [{ fields: { a: integer({ max: 3, initial: 4 }) } }, 'samples.a: its initial value is refused'],
    [{ fields: { a: integer({ max: 3, example: 4 }) } }, 'samples.a: its example is refused'],
    [{ fields: { a: integer({ unique: { unless: 'b' } }) } }, 'samples.a: it may be shared where “b” is ticked'],
    [{ fields: { a: group({ b: text({ unique: true }) }) } }, 'samples.a.b: only a whole field can be unique'],
    [{ fields: { a: stage('leads') } }, 'samples.a: a stage needs a field stageEnteredAt'],
    [{ fields: { a: rollup('nobody', { by: 'x' }) } }, 'samples.a: it counts “nobody”'],
    [{ fields: { a: rollup('attendances', { by: 'personId' }) } }, 'samples.a: “attendances” has no field “personId”'],
    [
      { fields: { a: rollup('attendances', { by: 'contactId', where: { state: 'x' } }) } },
      'samples.a: “attendances” has no field “state”',
    ],
    [{ sort: ['name', 'asc'] }, 'samples.name: “sort” names it'],
    [{ own: 'ownerId' }, 'samples.ownerId: “own” names it'],
    [{ unique: [['a', 'b']] }, 'samples.a: “unique” names it'],
    [{ rules: [{ field: 'a', message: '', holds: () => true }] }, 'samples.a: “rules” names it'],
    [{ fields: { properties: custom() } }, 'samples.properties: an extensible resource'],
    [{ extensible: true }, 'samples.properties: an extensible resource'],
    [{ access: { read: { agent: 'own' } } }, 'samples.own: '],
    [{ actions: { do: { label: 'Do', input: { a: ref('nobody') }, access: [] } } }, 'samples.do.a: it refers to'],
  ])('%j', (more, sentence) => {
    expect(loading(more)).toThrow(sentence)
  })

  it('and one that can is not', () => {
    expect(loading({ fields: { a: text(), on: date() }, sort: ['on', 'asc'] })).not.toThrow()
  })
})

describe('the register', () => {
  it('has every resource by its name', () => {
    expect(register.map(({ name }) => name)).toContain('campaigns')
    expect(resourceNamed('contacts')).toBe(contacts)
    expect(resourceNamed('constructor')).toBeUndefined()
  })

  it('has a sentence about each, and labels for every leaf', () => {
    for (const each of register) {
      expect([each.name, each.about]).toEqual([each.name, expect.stringMatching(/\.$/)])
      for (const leaf of leaves(each))
        expect([leaf.path, leaf.label]).toEqual([leaf.path, expect.stringMatching(/^\p{Lu}/u)])
    }
  })

  it('knows who refers to whom', () => {
    expect(referencesOf(contacts)).toContainEqual({
      resource: 'contacts',
      path: 'ownerId',
      list: false,
      to: 'staff',
      onDelete: 'restrict',
    })
    const referrers = referrersOf('contacts').map(({ resource, path }) => `${resource}.${path}`)
    expect(referrers).toEqual(
      expect.arrayContaining([
        'campaigns.audience.contactIds',
        'attendances.contactId',
        'activities.about',
        'events.hostIds',
      ]),
    )
    expect([...relationsOf('contacts').keys()]).toEqual(
      expect.arrayContaining(['deliveries', 'attendances', 'leads', 'received', 'activities']),
    )
  })

  it('knows whose a record is', () => {
    expect(ownershipOf(contacts)).toEqual({ kind: 'staff', path: 'ownerId' })
    expect(ownershipOf(resourceNamed('transactions') as AnyResource)).toEqual({
      kind: 'record',
      path: 'accountId',
      to: 'accounts',
    })
    expect(ownershipOf(resourceNamed('documents') as AnyResource)).toEqual({
      kind: 'about',
      resourcePath: 'about.resource',
      idPath: 'about.id',
    })
    expect(ownershipOf(resourceNamed('changes') as AnyResource)).toEqual({
      kind: 'about',
      resourcePath: 'resource',
      idPath: 'recordId',
    })
    expect(ownershipOf(resourceNamed('staff') as AnyResource)).toEqual({ kind: 'self' })
    expect(ownershipOf(resourceNamed('segments') as AnyResource)).toBeUndefined()
  })

  it('hides sensitive fields from viewers alone', () => {
    const number = leafAt(resourceNamed('accounts') as AnyResource, 'number')?.field ?? text()
    expect(
      (['root', 'admin', 'staff', 'agent', 'viewer'] as const).filter(role => fieldReadable(number, role)),
    ).toEqual(['root', 'admin', 'staff', 'agent'])
  })

  it('offers merge fields that read as text', () => {
    const paths = mergeLeaves(contacts).map(leaf => leaf.path)
    expect(paths).toEqual(expect.arrayContaining(['firstName', 'address.city', 'memberSince']))
    for (const path of ['mergedFrom', 'id', 'avatar', 'ownerId']) expect(paths).not.toContain(path)
  })
})

describe('sorting', () => {
  const sorted = (field: string, values: unknown[], order: 'asc' | 'desc' = 'asc') =>
    values
      .map((value, index) => ({ id: String(index), [field]: value }) as unknown as Contact)
      .sort(comparator(contacts, { field, order }))
      .map(record => (record as unknown as Record<string, unknown>)[field])

  it('is as people expect it, not by character codes', () => {
    expect(sorted('lastName', ['Zoe', 'émile', 'Emil', 'Äpfel', 'apple', null])).toEqual([
      'Äpfel',
      'apple',
      'Emil',
      'émile',
      'Zoe',
      null,
    ])
  })

  it('has the empty ones last, both ways, and breaks ties by id', () => {
    expect(sorted('memberSince', [null, '2020-01-01', '2024-01-01'], 'desc')).toEqual([
      '2024-01-01',
      '2020-01-01',
      null,
    ])
    const same = [
      { id: 'b', lastName: 'x' },
      { id: 'a', lastName: 'x' },
    ] as unknown as Contact[]
    expect(same.sort(comparator(contacts, { field: 'lastName', order: 'desc' })).map(({ id }) => id)).toEqual([
      'a',
      'b',
    ])
  })

  it('by an amount of money goes by the amount', () => {
    const leads = resourceNamed('leads') as AnyResource
    const records = [900, 10000].map((amount, index) => ({ id: String(index), value: { amount, currency: 'GBP' } }))
    expect(records.sort(comparator(leads, { field: 'value', order: 'desc' })).map(({ id }) => id)).toEqual(['1', '0'])
  })
})

it('a search finds each of its words somewhere in the record, whatever case and accents', () => {
  const haystack = searchText(contacts)({ firstName: 'Joël', lastName: 'Müller', tags: ['VIP'], email: null })
  expect(wordsOf('  MULLER joel vip ').every(word => haystack.includes(word))).toBe(true)
  expect(haystack).not.toContain('null')
})

/** What must not compile does not: `tsc` checks each `@ts-expect-error` here, and vitest that the rest runs. */
import { describe, expect, expectTypeOf, it } from 'vitest'
import {
  type Attendance,
  action,
  type Campaign,
  type Contact,
  choice,
  computed,
  date,
  dateTime,
  flag,
  group,
  integer,
  json,
  kinds,
  type Lead,
  type Money,
  money,
  type RecordOf,
  ref,
  refs,
  resource,
  rollup,
  tags,
  text,
} from './index.ts'

const access = { read: { staff: 'all' } } as const

describe('a declaration', () => {
  const books = resource('books', {
    label: ['Book', 'Books'],
    title: book => book.title,
    sort: ['title', 'asc'],
    fields: {
      title: text({ required: true }),
      subtitle: text(),
      pages: integer({ min: 1 }),
      format: choice(['paper', 'audio']),
      shelf: choice(['a', 'b'], { required: true }),
      words: tags(),
      authorIds: refs('contacts'),
      price: money(),
      sold: group({ on: date(), second: flag({ required: true }) }),
      loans: rollup('attendances', { by: 'contactId' }),
      lastLoan: rollup('attendances', { by: 'contactId', last: 'status', as: text() }),
      opensAt: computed(dateTime(), { through: 'eventId.startAt' }),
      notes: json({ shape: 'object' }),
    },
    rules: [{ field: 'pages', message: 'Too thin.', holds: book => book.pages === null || book.pages > 3 }],
    access,
  })
  type Book = RecordOf<typeof books>

  it('gives its records precise types', () => {
    expectTypeOf<Book['title']>().toEqualTypeOf<string>()
    expectTypeOf<Book['subtitle']>().toEqualTypeOf<string | null>()
    expectTypeOf<Book['pages']>().toEqualTypeOf<number | null>()
    expectTypeOf<Book['format']>().toEqualTypeOf<'paper' | 'audio' | null>()
    expectTypeOf<Book['shelf']>().toEqualTypeOf<'a' | 'b'>()
    expectTypeOf<Book['words']>().toEqualTypeOf<string[]>()
    expectTypeOf<Book['authorIds']>().toEqualTypeOf<string[]>()
    expectTypeOf<Book['price']>().toEqualTypeOf<Money | null>()
    expectTypeOf<Book['sold']['on']>().toEqualTypeOf<string | null>()
    expectTypeOf<Book['sold']['second']>().toEqualTypeOf<boolean>()
    expectTypeOf<Book['loans']>().toEqualTypeOf<number>()
    expectTypeOf<Book['lastLoan']>().toEqualTypeOf<string | null>()
    expectTypeOf<Book['opensAt']>().toEqualTypeOf<string | null>()
    expectTypeOf<Book['version']>().toEqualTypeOf<number>()
  })

  it('of the project does so, too', () => {
    expectTypeOf<Contact['email']>().toEqualTypeOf<string | null>()
    expectTypeOf<Contact['sharesAddress']>().toEqualTypeOf<boolean>()
    expectTypeOf<Contact['address']['city']>().toEqualTypeOf<string | null>()
    expectTypeOf<Contact['consent']['email']>().toEqualTypeOf<boolean | null>()
    expectTypeOf<Contact['tags']>().toEqualTypeOf<string[]>()
    expectTypeOf<Lead['stageId']>().toEqualTypeOf<string>()
    expectTypeOf<Campaign['onePer']>().toEqualTypeOf<'address' | 'person'>()
    expectTypeOf<Campaign['audience']['segmentIds']>().toEqualTypeOf<string[]>()
    expectTypeOf<Attendance['startAt']>().toEqualTypeOf<string | null>()
    // @ts-expect-error: there is no such property.
    expectTypeOf<Contact['surname']>().toEqualTypeOf<string>()
  })

  it('with a mistake does not compile', () => {
    const fields = { name: text({ required: true }), count: integer() }
    const right = { label: ['A', 'As'], title: () => '', sort: ['name', 'asc'], fields, access } as const
    resource('right', right)
    // @ts-expect-error: sorts by a field that is not there.
    resource('wrong', { ...right, sort: ['nome', 'asc'] })
    // @ts-expect-error: a rule for a field that is not there.
    resource('wrong', { ...right, rules: [{ field: 'nome', message: '', holds: () => true }] })
    // @ts-expect-error: a rule reads a property that is not there.
    resource('wrong', { ...right, rules: [{ field: 'name', message: '', holds: record => record.nome !== '' }] })
    // @ts-expect-error: a rule takes a number for text.
    resource('wrong', { ...right, rules: [{ field: 'name', message: '', holds: record => record.name > 3 }] })
    // @ts-expect-error: the title reads a property that is not there.
    resource('wrong', { ...right, title: record => record.nome })
    // @ts-expect-error: whose it is says a field that is not there.
    resource('wrong', { ...right, own: 'owner' })
    // @ts-expect-error: a key over a field that is not there.
    resource('wrong', { ...right, unique: [['name', 'nome']] })
    // @ts-expect-error: a role that is not there.
    resource('wrong', { ...right, access: { read: { boss: 'all' } } })
    expect(right.fields.name.options.required).toBe(true)
  })

  it('with a misspelt option does not compile', () => {
    // @ts-expect-error: options are checked although their type is inferred.
    text({ list: true, serch: true })
    // @ts-expect-error: an option of another kind.
    flag({ max: 3 })
    // @ts-expect-error: onDelete has three values.
    ref('contacts', { onDelete: 'explode' })
    // @ts-expect-error: a rollup says by which field.
    rollup('events', {})
    // @ts-expect-error: an action says what it asks for.
    action({ label: 'Do', access: ['staff'] })
    expect(Object.keys(kinds)).toHaveLength(28)
  })
})

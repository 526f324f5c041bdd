/** For tests that walk through all kinds: one field of each, and values of it. */
import * as fc from 'fast-check'
import type { Field } from '../field.ts'
import type { KindName } from './builder.ts'
import * as build from './index.ts'

const about = { label: 'Sample' } as const

export const sampleFields: Record<KindName, Field> = {
  text: build.text(about),
  longText: build.longText(about),
  richText: build.richText(about),
  email: build.email(about),
  phone: build.phone(about),
  url: build.url(about),
  slug: build.slug(about),
  integer: build.integer(about),
  decimal: build.decimal(about),
  money: build.money(about),
  percent: build.percent(about),
  flag: build.flag(about),
  date: build.date(about),
  dateTime: build.dateTime(about),
  choice: build.choice(['red', 'green', 'dark_blue'], about),
  choices: build.choices(['red', 'green', 'dark_blue'], about),
  tags: build.tags(about),
  ref: build.ref('contacts', about),
  refs: build.refs('contacts', about),
  address: build.address(about),
  country: build.country(about),
  file: build.file(about),
  json: build.json(about),
  stage: build.stage('leads', about),
  rollup: build.rollup('attendances', { ...about, by: 'contactId' }),
  computed: build.computed(build.dateTime(), { ...about, through: 'eventId.startAt' }),
  group: build.group({ city: build.text(), since: build.date() }, about),
  custom: build.custom(about),
}

const line = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom(
    '=1+1',
    "'=1+1",
    ' +cmd|x',
    '\u200b@SUM(A1)',
    '＝1',
    '-5',
    '+44 20 7946 0018',
    "'",
    '@',
    "O'Neill",
    '|',
  ),
)
const lines = fc.array(line, { maxLength: 4 }).map(parts => parts.join('\n'))
const word = fc.string({
  unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789'),
  minLength: 1,
  maxLength: 12,
})
const id = fc.string({ unit: fc.constantFrom(...'aZ09-_'), minLength: 1, maxLength: 30 })
const instant = fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map(date => date.toISOString())
const day = instant.map(text => text.slice(0, 10))
const colour = fc.constantFrom('red', 'green', 'dark_blue')

/** Values of the sample fields that can stand in a spreadsheet cell. */
export const sampleValues: Partial<Record<KindName, fc.Arbitrary<unknown>>> = {
  text: line,
  longText: lines,
  richText: lines,
  email: fc.tuple(word, word, fc.constantFrom('', '+', '-', "'")).map(([a, b, sign]) => `${sign}${a}@${b}.example`),
  phone: fc.constantFrom(
    '020 7946 0018',
    '+44 (0)20 7946-0018',
    '1-955-371-0847 x371',
    '(415) 293-3313',
    '0049/30/123',
  ),
  url: word.map(name => `https://${name}.example/?q=1`),
  slug: fc.array(word, { minLength: 1, maxLength: 3 }).map(words => words.join('-')),
  integer: fc.maxSafeInteger(),
  decimal: fc.double({ noNaN: true, noDefaultInfinity: true }),
  money: fc.record({ amount: fc.maxSafeInteger(), currency: fc.constantFrom('GBP', 'JPY', 'KWD', 'EUR') }),
  percent: fc.double({ min: 0, max: 100, noNaN: true }),
  flag: fc.boolean(),
  date: day,
  dateTime: instant,
  choice: colour,
  choices: fc.uniqueArray(colour),
  tags: fc.array(line.map(text => text.normalize('NFC').replace(/[,;|]/g, ' ').slice(0, 40))),
  ref: id,
  refs: fc.array(id),
  country: fc.constantFrom('GB', 'DE', 'FR', 'NO'),
  json: fc.jsonValue().map(value => JSON.parse(JSON.stringify(value))),
  stage: id,
  rollup: fc.nat(),
  computed: instant,
}

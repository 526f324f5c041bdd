import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as build from './fields/index.ts'
import { contacts, created, formulaSafe, fromCell, leafAt, leaves, text, toCells, withoutGuard } from './index.ts'
import { property } from './test-property.ts'

describe('a cell that a spreadsheet would run', () => {
  it.each([
    '=1+1',
    '+cmd|/C calc!A0',
    '-2+3+cmd',
    '@SUM(A1)',
    '|calc',
    ' =1+1',
    '\u00a0=1+1',
    '\ufeff=1+1',
    '\u200b=1+1',
    '\u00a0\u200b =1+1',
    '\u3164=1+1',
    '\u034f=1+1',
    '\u0001=1+1',
    '\ufe661+1',
    '\t=1+1',
    '\tplain',
    '＝1+1',
    '＋1',
    '－1',
    '＠SUM(A1)',
    'harmless\n=1+1',
    '-1+A1',
    `-1${' '.repeat(9_000)}y`,
    '+HYPERLINK("http://x")',
  ])('%j is guarded, and comes back as it was', cell => {
    const safe = formulaSafe(cell)
    expect(safe).not.toBe(cell)
    for (const line of safe.split('\n')) expect(line).not.toMatch(/^[\s\u200b\ufeff]*[=@＝＋－＠|]/u)
    expect(withoutGuard(safe)).toBe(cell)
  })

  it.each([
    '-5',
    '+44 20 7946 0018',
    '-12.50',
    '+1-955-371-0847 x371',
    '(415) 293-3313',
    '-12.50 GBP',
    '1e5',
    '12 %',
    '+(44) 20',
    'a=b',
    'Anna',
    "O'Neill",
    '',
  ])('%j is none, and stays as it is', cell => expect(formulaSafe(cell)).toBe(cell))

  it('comes back as it was, whatever it was', () => {
    const part = fc.constantFrom("'", '=', '+', '-', ' ', '1', 'a', '\n', '\u200b', '＝', '\t', '|', '.')
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), parts => {
        const cell = parts.join('')
        expect(withoutGuard(formulaSafe(cell))).toBe(cell)
      }),
      { numRuns: 3000 },
    )
  })
})

describe('a row of a spreadsheet', () => {
  it('has a cell for each leaf, and reads back as the same values', () => {
    const hat = property({ key: 'hat', kind: 'choices', options: { choices: ['S', 'M'] } })
    const values = {
      firstName: '=Anna',
      phone: '020 7946 0018',
      tags: ['a', 'b c'],
      address: {
        line1: '1 High Street\n'.trim(),
        line2: null,
        city: 'York',
        state: null,
        postcode: 'YO1 7HH',
        country: 'GB',
      },
      memberSince: '2020-01-31',
      sharesAddress: true,
      properties: { hat: ['S', 'M'] },
    }
    const record = { id: 'x', ...created(contacts, values, [hat]) }
    const cells = toCells(contacts, record, [hat])
    expect(cells).toMatchObject({
      firstName: "'=Anna",
      phone: '020 7946 0018',
      tags: 'a, b c',
      'address.country': 'GB',
      'properties.hat': 'S, M',
    })
    expect(Object.keys(cells)).toEqual(leaves(contacts, [hat]).map(leaf => leaf.path))
    expect(fromCell(leafAt(contacts, 'properties.hat', [hat])?.field ?? text(), cells['properties.hat'] ?? '')).toEqual(
      { value: ['S', 'M'] },
    )
  })
})

describe('reading a cell', () => {
  const read = (field: Parameters<typeof fromCell>[0], cell: string) => fromCell(field, cell)

  it.each([
    [build.decimal(), '1.234,50', 1234.5],
    [build.decimal(), '1,234.50', 1234.5],
    [build.decimal(), '1 234,5', 1234.5],
    [build.decimal(), '−3.5', -3.5],
    [build.decimal(), '1,234,567', 1234567],
    [build.decimal(), '.5', 0.5],
    [build.percent(), '12 %', 12],
    [build.money(), '£1,234.50', { amount: 123450, currency: 'GBP' }],
    [build.money({ currency: 'EUR' }), '12', { amount: 1200, currency: 'EUR' }],
    [build.money(), 'EUR 12,5', { amount: 1250, currency: 'EUR' }],
    [build.money(), '1000 JPY', { amount: 1000, currency: 'JPY' }],
    [build.money(), '0.29 USD', { amount: 29, currency: 'USD' }],
    [build.date(), '31.12.2020', '2020-12-31'],
    [build.date(), '31/12/2020', '2020-12-31'],
    [build.date(), '12/31/2020', '2020-12-31'],
    [build.date(), '2024-08-14T11:39:02.318+00:00', '2024-08-14'],
    [build.dateTime(), '2024-08-14T11:39:02.318+02:00', '2024-08-14T09:39:02.318Z'],
    [build.dateTime(), '2024-08-14 11:39', '2024-08-14T11:39:00.000Z'],
    [build.dateTime(), '2024-08-14', '2024-08-14T00:00:00.000Z'],
    [build.flag(), 'TRUE', true],
    [build.flag(), 'Nein', false],
    [build.country(), 'Deutschland', 'DE'],
    [build.country(), 'uk', 'GB'],
    [build.country(), 'Royaume-Uni', 'GB'],
    [build.choice(['in_contract']), 'In-Contract', 'in_contract'],
    [build.tags(), 'UI, design; ui', ['UI', 'design']],
    [build.url(), 'www.example.org', 'https://www.example.org'],
    [build.text(), ' a\nb ', 'a b'],
    [build.phone(), '0049 30 123', '0049 30 123'],
    [build.email(), ' Foo@Example.ORG ', 'foo@example.org'],
    [build.text(), ' \u200b', null],
    [build.tags(), '', []],
  ])('%j %j', (field, cell, value) => {
    expect(read(field, cell)).toEqual({ value })
  })

  it.each([
    [
      build.decimal({ label: 'Weight' }),
      '1,234',
      'Weight can’t be read from “1,234”: the comma could separate thousands or decimals',
    ],
    [build.date({ label: 'Born' }), '03/04/2020', 'day and month could be either way round'],
    [build.date({ label: 'Born' }), '31.02.2020', 'there is no such day'],
    [build.money({ label: 'Fee' }), '12.50', 'name the currency'],
    [build.money({ label: 'Fee' }), '1.005 GBP', 'GBP has 2 decimals'],
    [build.integer({ label: 'Age' }), '3.5', 'write a number like 12'],
    [build.flag({ label: 'Came' }), 'perhaps', 'write yes or no'],
    [build.country({ label: 'Country' }), 'Atlantis', 'a country code of two letters'],
    [build.email({ label: 'E-mail' }), 'a@b@c.de', 'E-mail is not a valid address: there is more than one @.'],
    [build.choice(['a', 'b'], { label: 'Kind' }), 'c', 'it is one of a, b'],
  ])('%j %j is a sentence', (field, cell, sentence) => {
    expect(read(field, cell).problem?.replaceAll("'", '’')).toContain(sentence)
  })
})

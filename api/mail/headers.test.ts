import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { expect, test } from 'vitest'
import { asciiAddress, mailboxHeader, plainHeader, textHeader } from './headers.ts'

const read = async (header: string) => (await PostalMime.parse(`${header}\r\nbody`)).headers
/** Whatever a value holds, this comes back: one line, without white space at its ends. */
const tidy = (value: string) =>
  value
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
const squeezed = (value: string) => tidy(value).replace(/\s+/g, ' ')
const value = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      'a',
      'Z',
      ' ',
      '  ',
      '"',
      '\\',
      '=?UTF-8?B?',
      '?=',
      '\r\n',
      '\t',
      'ü',
      '€',
      '😀',
      '<',
      '>',
      ',',
      ':',
    ),
    fc.string({ unit: 'binary', maxLength: 2 }),
  ),
  maxLength: 80,
})

test('any text comes back as it was, in ASCII, on short lines, as one header', async () => {
  await fc.assert(
    fc.asyncProperty(value, async text => {
      const written = textHeader('Subject', text)
      expect(written).toMatch(/^[\x20-\x7e\r\n]*\r\n$/)
      const lines = written.slice(0, -2).split('\r\n')
      expect(lines.slice(1).every(line => line.startsWith(' '))).toBe(true)
      expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(300)
      const headers = await read(written)
      expect(headers.map(each => each.key)).toEqual(['subject'])
      expect(squeezed((await PostalMime.parse(`${written}\r\n`)).subject ?? '')).toBe(squeezed(text))
    }),
  )
})

test('any name stands before the one address', async () => {
  await fc.assert(
    fc.asyncProperty(value, async name => {
      const written = mailboxHeader('To', { name, address: 'anna@example.org' })
      expect(written).toMatch(/^[\x20-\x7e\r\n]*\r\n$/)
      const { to, headers } = await PostalMime.parse(`${written}\r\n`)
      expect(headers.map(each => each.key)).toEqual(['to'])
      expect(to).toHaveLength(1)
      expect(to?.[0]).toMatchObject({ address: 'anna@example.org' })
      expect(squeezed(to?.[0]?.name ?? '')).toBe(squeezed(name))
    }),
  )
})

test('a plain name is readable, another is encoded', () => {
  expect(mailboxHeader('From', { name: 'Wood & "Friends"', address: 'News@Wood.example' })).toBe(
    'From: "Wood & \\"Friends\\"" <News@wood.example>\r\n',
  )
  expect(mailboxHeader('From', { name: 'Grün', address: 'a@b.example' })).toBe(
    'From: =?UTF-8?B?R3LDvG4=?= <a@b.example>\r\n',
  )
  expect(mailboxHeader('From', { address: 'a@b.example' })).toBe('From: a@b.example\r\n')
})

test('lines break between words, and the parts of a list stay whole', () => {
  expect(textHeader('Subject', 'word '.repeat(30))).toMatch(/^(?:[^\r\n]{50,76}\r\n )+[^\r\n]+\r\n$/)
  expect(plainHeader('List-Unsubscribe', `<https://${'x'.repeat(100)}>, <mailto:a@b.example>`)).toBe(
    `List-Unsubscribe: <https://${'x'.repeat(100)}>,\r\n <mailto:a@b.example>\r\n`,
  )
})

test('an address ends nowhere but at its end, and its domain is ASCII', () => {
  expect(asciiAddress('anna@BÜCHER.example')).toBe('anna@xn--bcher-kva.example')
  expect(asciiAddress('anna@example.org>\r\nBcc: <x@example.org')).not.toMatch(/[\s<>]/)
  expect(mailboxHeader('To', { address: 'a(b)@example.org' })).toBe('To: "a(b)"@example.org\r\n')
})

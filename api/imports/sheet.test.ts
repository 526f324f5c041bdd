import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { decode } from './decode.ts'
import { readSheet, type Sheet } from './sheet.ts'

const sample = (name: string) => new Uint8Array(readFileSync(new URL(`../demo/samples/${name}`, import.meta.url)))

function sheet(text: string): Sheet {
  const read = readSheet(text)
  if ('problem' in read) throw new Error(read.problem)
  return read
}

function textOf(bytes: Uint8Array) {
  const decoded = decode(bytes)
  if ('problem' in decoded) throw new Error(decoded.problem)
  return decoded
}

describe('the text of a file', () => {
  test('a byte-order mark of UTF-8 does not become part of the first header', () => {
    const read = sheet(textOf(sample('contacts-excel.csv')).text)
    expect(read.columns).toEqual(['Email', 'First name', 'Last name'])
    expect(read.delimiter).toBe(';')
    expect(read.rows).toHaveLength(201)
    expect(read.rows[0]).toEqual({ number: 2, cells: ['foo-1@example.com', 'Joël', 'Müller-Schultheiß'] })
  })

  test.each([
    ['UTF-16 with a little-endian mark', Buffer.from('\ufeffName\tE-mail\r\nZoë\tz@x.org\r\n', 'utf16le')],
    ['UTF-16 without a mark', Buffer.from('Name\tE-mail\r\nZoë\tz@x.org\r\n', 'utf16le')],
    ['UTF-16 with a big-endian mark', Buffer.from('\ufeffName\tE-mail\r\nZoë\tz@x.org\r\n', 'utf16le').swap16()],
    ['Windows-1252', Buffer.from('Name\tE-mail\r\nZoë\tz@x.org\r\n', 'latin1')],
  ])('%s is read', (_, bytes) => {
    const read = sheet(textOf(bytes).text)
    expect(read.columns).toEqual(['Name', 'E-mail'])
    expect(read.rows[0]?.cells).toEqual(['Zoë', 'z@x.org'])
  })

  test('a workbook is refused with what to do instead', () => {
    expect(decode(Buffer.from('PK\x03\x04rest', 'latin1'))).toHaveProperty(
      'problem',
      expect.stringContaining('CSV UTF-8'),
    )
    expect(decode(Buffer.from('\x7fELF\0\x01\x02', 'latin1'))).toHaveProperty(
      'problem',
      expect.stringContaining('not a text'),
    )
    expect(decode(new Uint8Array())).toEqual({ problem: 'The file is empty.' })
  })
})

describe('rows and columns', () => {
  test('a file of open quotes is refused before it takes long, one with some is read', () => {
    expect(readSheet('a,"b\n'.repeat(20_000))).toHaveProperty('problem', expect.stringContaining('quotation marks'))
    const some = sheet(`Name,Note\n${'Ann,"x" y\nBob,z\n'.repeat(200)}`)
    expect(some.rows.filter(row => row.problem === undefined).map(row => row.cells[0])).toContain('Bob')
  })

  test('the CRM export keeps its 24 columns and 500 people', () => {
    const read = sheet(textOf(sample('contacts-500.csv')).text)
    expect(read.columns).toHaveLength(24)
    expect(read.rows).toHaveLength(500)
    expect(read.rows.every(row => row.problem === undefined)).toBe(true)
  })

  test('a quoted line break stays within its cell', () => {
    expect(sheet('a,b\n"one\ntwo",3\n4,5\n').rows.map(row => row.cells)).toEqual([
      ['one\ntwo', '3'],
      ['4', '5'],
    ])
  })

  test('a quote that is never closed costs its own row alone', () => {
    const read = sheet('name,email\nAnn,a@x.org\n"Bob,b@x.org\nCid,c@x.org\n"Dee",d@x.org\n')
    expect(read.rows.map(row => [row.number, row.problem === undefined])).toEqual([
      [2, true],
      [3, false],
      [4, true],
      [5, true],
    ])
    expect(read.rows[3]?.cells).toEqual(['Dee', 'd@x.org'])
  })

  test('a quote in the middle of a quoted cell costs its own row alone', () => {
    const read = sheet('name,email\n"Ann "the best" Lee",a@x.org\nBob,b@x.org\n')
    expect(read.rows.map(row => row.problem === undefined)).toEqual([false, true])
  })

  test('a thousand broken rows are read in one go', () => {
    const read = sheet(`name,email\n${'"Bob,b@x.org\n'.repeat(1000)}Cid,c@x.org\n`)
    expect(read.rows.filter(row => row.problem)).toHaveLength(1000)
    expect(read.rows.at(-1)?.cells).toEqual(['Cid', 'c@x.org'])
  })

  test('a missing header is noticed and the first person is kept', () => {
    const read = sheet('Ann,a@x.org\nBob,b@x.org\n')
    expect(read).toMatchObject({ hasHeader: false, columns: ['Column A', 'Column B'] })
    expect(read.rows.map(row => row.number)).toEqual([1, 2])
  })

  test('columns of the same or of no name stay apart', () => {
    expect(sheet('phone,phone,,x\n1,2,3,4\n').columns).toEqual(['phone', 'phone (2)', 'Column C', 'x'])
  })

  test('a row with too many cells says so', () => {
    expect(sheet('a,b\n1,2,3\n').rows[0]?.problem).toBe('This row has 3 cells, but there are 2 columns.')
  })
})

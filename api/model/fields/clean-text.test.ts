import { describe, expect, test } from 'vitest'
import { manyLines, oneLine } from './clean-text.ts'
import { tagsKind } from './tags.ts'

describe('typed text', () => {
  test('is composed and well-formed, whatever wrote it', () => {
    expect(oneLine('Zoe\u0308')).toBe('Zo\u00eb')
    expect(oneLine('a\ud800b')).toBe('a\ufffdb')
    expect(oneLine('👩‍👩‍👧‍👦 مُحَمَّد')).toBe('👩‍👩‍👧‍👦 مُحَمَّد')
  })

  test('breaks no line where there is to be one only', () => {
    expect(oneLine('Subject\r\nBcc: everybody@example.org')).toBe('Subject Bcc: everybody@example.org')
    expect(manyLines('one\r\ntwo\rthree\u0000')).toBe('one\ntwo\nthree')
  })

  test('cannot turn round the letter that it stands in', () => {
    expect(oneLine('\u202eevil')).toBe('evil')
    expect(manyLines('\u2067Ada\u2069\nByron')).toBe('Ada\nByron')
    // Marks that Arabic and Hebrew are written with are no overrides.
    expect(oneLine('\u200fשרה')).toBe('\u200fשרה')
  })

  test('that is nothing to see is nothing', () => {
    expect(oneLine(' \ufeff\u200b\u00a0\t')).toBe('')
  })

  test('is judged as it will be stored: a Greek question mark is a semicolon then, and ends a tag in a spreadsheet', () => {
    const schema = tagsKind.schema({ label: 'Tags' })
    expect(oneLine('\u037e')).toBe(';')
    expect(schema.safeParse(['why\u037e']).success).toBe(false)
    expect(schema.safeParse(['why?']).success).toBe(true)
  })
})

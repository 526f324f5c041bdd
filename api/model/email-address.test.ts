import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emailProblem, normaliseEmail } from './index.ts'

describe('an e-mail address', () => {
  it.each([
    ['Anna@Example.ORG', 'anna@example.org'],
    ['  anna@example.org ', 'anna@example.org'],
    ['anna@EXÄMPLE.de', 'anna@xn--exmple-cua.de'],
    ['anna@xn--exmple-cua.de', 'anna@xn--exmple-cua.de'],
    // The same name, composed and decomposed.
    ['jose\u0301@example.org', 'jos\u00e9@example.org'],
    ["o'neill+news@mail.example.co.uk", "o'neill+news@mail.example.co.uk"],
    ['a@例え.jp', 'a@xn--r8jz45g.jp'],
  ])('%s is %s', (typed, canonical) => {
    expect(normaliseEmail(typed)).toBe(canonical)
    expect(emailProblem(typed)).toBeUndefined()
    expect(normaliseEmail(canonical)).toBe(canonical)
  })

  it.each([
    ['', 'it is empty'],
    ['anna', 'there is no @'],
    ['@example.org', 'nothing stands before the @'],
    ['anna@', 'nothing stands after the @'],
    ['a@b@example.org', 'there is more than one @'],
    ['anna smith@example.org', 'there is a space in it'],
    ['anna@example', 'the part after the @ has no dot'],
    ['anna@exa_mple.org', 'the part after the @ is not a domain'],
    ['anna@-example.org', 'the part after the @ is not a domain'],
    ['anna@example..org', 'the part after the @ is not a domain'],
    ['anna@127.0.0.1', 'the part after the @ is not a domain'],
    ['anna@[127.0.0.1]', 'the part after the @ is not a domain'],
    ['an,na@example.org', 'there is a character before the @ that may not be there'],
    ['<anna@example.org', 'there is a character before the @ that may not be there'],
    ['.anna@example.org', 'a dot before the @ is out of place'],
    ['an..na@example.org', 'a dot before the @ is out of place'],
    [`${'a'.repeat(65)}@example.org`, 'the part before the @ is too long'],
    [
      `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(20)}.org`,
      'it is too long',
    ],
    ['anna@exa%6dple.org', 'the part after the @ is not a domain'],
    ['anna@example.org/path', 'the part after the @ is not a domain'],
  ])('%s: %s', (typed, problem) => {
    expect(emailProblem(typed)).toBe(problem)
    expect(normaliseEmail(typed)).toBeUndefined()
  })

  it('is canonical or has a problem, never both or neither, and no line break gets through', () => {
    const part = fc.string({ unit: fc.constantFrom(...'aZ09.-_+@ \r\n<>,ß例\u0301'), maxLength: 12 })
    fc.assert(
      fc.property(fc.tuple(part, part), ([local, domain]) => {
        const typed = `${local}@${domain}`
        const canonical = normaliseEmail(typed)
        expect(canonical === undefined).toBe(emailProblem(typed) !== undefined)
        if (canonical !== undefined) {
          expect(canonical).not.toMatch(/[\s<>,]/)
          expect(normaliseEmail(canonical)).toBe(canonical)
        }
      }),
      { numRuns: 3000 },
    )
  })
})

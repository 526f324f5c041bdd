import { expect, test } from 'vitest'
import { isTest, readUnsubscribeToken, testAddressee, unsubscribeToken, unsubscribeUrl } from './unsubscribe.ts'

const key = (id: string) => ({ id, key: new TextEncoder().encode(`secret of ${id}`) })
const addressee = { contactId: 'p1', campaignId: 'c1', addressHash: 'h'.repeat(43) }

test('a token says who it was made for, and tells no address', () => {
  const token = unsubscribeToken([key('a')], addressee)
  expect(readUnsubscribeToken([key('a')], token)).toEqual(addressee)
  expect(token).toMatch(/^[A-Za-z0-9_.-]+$/)
  expect(unsubscribeUrl('https://wood.example/', token)).toBe(`https://wood.example/u/${token}`)
})

test('keys rotate: old links are believed as long as their key is, new ones are signed by the newest', () => {
  const old = unsubscribeToken([key('a')], addressee)
  expect(readUnsubscribeToken([key('b'), key('a')], old)).toEqual(addressee)
  expect(readUnsubscribeToken([key('b')], old)).toBeUndefined()
  expect(unsubscribeToken([key('b'), key('a')], addressee)).toMatch(/^b\./)
})

test('whatever is altered is not believed', () => {
  const token = unsubscribeToken([key('a')], addressee)
  const parts = token.split('.')
  for (let part = 0; part < parts.length; part++) {
    const altered = parts.with(part, `${parts[part]!.slice(0, -1)}${parts[part]!.endsWith('x') ? 'y' : 'x'}`)
    expect(readUnsubscribeToken([key('a')], altered.join('.')), String(part)).toBeUndefined()
  }
  for (const broken of ['', '.', '....', token.slice(0, -1), `${token}x`, `${token}.x`, 'x'.repeat(10_000)])
    expect(readUnsubscribeToken([key('a')], broken)).toBeUndefined()
  expect(readUnsubscribeToken([{ ...key('a'), key: new Uint8Array(32) }], token)).toBeUndefined()
})

test('links of test mails are known as such', () => {
  const token = unsubscribeToken([key('a')], testAddressee('h'.repeat(43)))
  expect(isTest(readUnsubscribeToken([key('a')], token)!)).toBe(true)
})

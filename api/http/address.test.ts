import { describe, expect, test } from 'vitest'
import { addressFinder } from './address.ts'

const paths = [
  '/api/contacts',
  '/api/contacts/_export',
  '/api/contacts/:id',
  '/api/contacts/:id/merge',
  '/u/:token',
  '/u/i/:hash',
]
const find = addressFinder([
  ...paths.map(path => ({ method: 'get', path })),
  { method: 'put', path: '/api/contacts/:id' },
])
const found = (method: string, path: string) => {
  const answer = find(method, path)
  return answer && [answer.route.path, answer.params]
}

describe('addresses', () => {
  test('words are compared, parameters are taken, earlier routes win', () => {
    expect(found('GET', '/api/contacts')).toEqual(['/api/contacts', {}])
    expect(found('GET', '/api/contacts/_export')).toEqual(['/api/contacts/_export', {}])
    expect(found('GET', '/api/contacts/7')).toEqual(['/api/contacts/:id', { id: '7' }])
    expect(found('GET', '/api/contacts/7/merge')).toEqual(['/api/contacts/:id/merge', { id: '7' }])
    expect(found('GET', '/u/abc')).toEqual(['/u/:token', { token: 'abc' }])
    expect(found('GET', '/u/i/abc')).toEqual(['/u/i/:hash', { hash: 'abc' }])
  })

  test('parameters are decoded; what cannot be is refused', () => {
    expect(found('PUT', '/api/contacts/a%20b%2Fc')).toEqual(['/api/contacts/:id', { id: 'a b/c' }])
    expect(() => find('GET', '/api/contacts/%E0%A4%A')).toThrow('cannot be read')
  })

  test('the head of an answer is asked like the answer; a slash at the end is none', () => {
    expect(found('HEAD', '/u/abc')).toEqual(['/u/:token', { token: 'abc' }])
    expect(found('GET', '/api/contacts/')).toEqual(['/api/contacts', {}])
  })

  test('other methods, cases, lengths and empty parameters are nothing', () => {
    for (const path of [
      '/',
      '',
      '/api',
      '/api/Contacts',
      '/api/contacts//',
      '/api/contacts/7/other',
      '/api/contacts/7/merge/x',
      '/u',
    ])
      expect(find('GET', path)).toBeUndefined()
    for (const method of ['POST', 'DELETE', 'OPTIONS']) expect(find(method, '/api/contacts/7')).toBeUndefined()
  })
})

/** The requests that all servers are asked, each in its own tongue; no two are the same, so that nothing is measured but the work. */
import { dice, fragments, pick } from './people.ts'

export type Ask = [method: string, path: string, body?: object]
export type Tongue = 'rest' | 'json-server'

interface Page {
  equal?: Record<string, string>
  since?: string
  q?: string
  first?: number
}

const pageRows = 25

export const operations = [
  'page by name',
  'filter + sort + count',
  'search with total',
  'get',
  'create',
  'update',
] as const
export type OperationName = (typeof operations)[number]
export const readings: readonly OperationName[] = operations.slice(0, 4)

/** `seed` keeps the writes of two measurements apart; equal seeds ask all servers the same. */
export function asker(operation: OperationName, tongue: Tongue, count: number, seed: number): (at: number) => Ask {
  const rollOf = (at: number) => dice(seed * 1_000_003 + at)
  const idAt = (at: number) => `p-${String(Math.floor(rollOf(at)() * count)).padStart(7, '0')}`
  const one = tongue === 'rest' ? '/api/contacts' : '/contacts'
  switch (operation) {
    case 'page by name':
      return at => [
        'GET',
        page(tongue, { first: Math.floor(rollOf(at)() * Math.min(40, count / pageRows)) * pageRows }),
      ]
    case 'filter + sort + count':
      return at => {
        const roll = rollOf(at)
        const country = pick(['GB', 'FR', 'DE', 'AT', 'NO'], roll())
        const since = `${2000 + Math.floor(roll() * 20)}-${String(1 + Math.floor(roll() * 12)).padStart(2, '0')}-01`
        return ['GET', page(tongue, { equal: { 'address.country': country }, since })]
      }
    case 'search with total': {
      const words = fragments(seed, 500)
      return at => ['GET', page(tongue, { q: words[at % words.length] as string })]
    }
    case 'get':
      return at => ['GET', `${one}/${idAt(at)}`]
    case 'create':
      return at => ['POST', one, personOf(`n${seed}-${at}`)]
    case 'update':
      return at => [tongue === 'rest' ? 'PUT' : 'PATCH', `${one}/${idAt(at)}`, { company: `Changed ${seed} ${at}` }]
  }
}

const personOf = (id: string) => ({
  id,
  firstName: 'New',
  lastName: `Person ${id}`,
  email: `new.${id}@example.org`,
  phone: '+44 1904 000000',
  company: 'Fresh Ltd',
  jobTitle: 'Baker',
  address: { line1: '1 New Street', city: 'York', postcode: 'YO1 7HH', country: 'GB' },
  tags: [],
  memberSince: '2024-05-15',
})

function page(tongue: Tongue, { equal = {}, since, q, first = 0 }: Page): string {
  const last = first + pageRows - 1
  if (tongue === 'rest') {
    const filter = { ...equal, ...(since ? { memberSince_gte: since } : {}), ...(q ? { q } : {}) }
    const parameters = { filter, sort: ['lastName', 'ASC'], range: [first, last] }
    const query = Object.entries(parameters).map(
      ([name, value]) => `${name}=${encodeURIComponent(JSON.stringify(value))}`,
    )
    return `/api/contacts?${query.join('&')}`
  }
  const query = new URLSearchParams({
    ...equal,
    _sort: 'lastName',
    _order: 'asc',
    _start: String(first),
    _end: String(last + 1),
  })
  if (since) query.set('memberSince_gte', since)
  if (q) query.set('q', q)
  return `/contacts?${query}`
}

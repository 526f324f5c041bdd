/** Whatever is sent, the answer is one of ours: never a 5xx, never a stack, never somebody else's record. */
import { leaves, register } from '@dormouse/model'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeSample } from './sample.ts'
import { type Person, type Server, startServer } from './server.ts'

let server: Server
beforeAll(async () => {
  server = await startServer()
  await writeSample(server)
})
afterAll(async () => {
  await server.close()
  expect(server.faults).toEqual([])
})

const persons = fc.constantFrom<Person>('root', 'staff', 'agent', 'viewer')
const resource = fc.constantFrom(...register)
const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>('', null, 0, -1, 1e308, [], {}, '\u0000', '2026-02-30', true),
)
const field = resource.chain(each =>
  fc.tuple(
    fc.constant(each),
    fc.constantFrom(...leaves(each).map(({ path }) => path), 'q', 'id', 'match', 'nothing', '__proto__'),
  ),
)
const suffix = fc.constantFrom('', '_gte', '_lte', '_neq', '_like', '_contains', '_empty', '_regex')

const check = ({ status, text }: { status: number; text: string }) => {
  expect(status, text.slice(0, 300)).toBeLessThan(500)
  expect(text).not.toMatch(/scrypt\$|node_modules/)
}

describe('never a fault of ours', () => {
  test('whatever stands in a filter, a sort or a range', async () => {
    await fc.assert(
      fc.asyncProperty(field, suffix, anything, anything, persons, async ([each, path], ending, value, range, as) => {
        const query = new URLSearchParams({
          filter: JSON.stringify({ [path + ending]: value }),
          sort: JSON.stringify([path, 'ASC']),
          range: JSON.stringify(range),
        })
        check(await server.ask('GET', `/api/${each.name}?${query}`, { as }))
        check(
          await server.ask(
            'GET',
            `/api/${each.name}?filter=${encodeURIComponent(JSON.stringify({ [path + ending]: value }))}`,
            { as },
          ),
        )
      }),
      { numRuns: 400 },
    )
  })

  test('whatever stands under match', async () => {
    const rule = fc.record({
      field: field.map(([, path]) => path),
      operator: fc.constantFrom('=', 'in', 'between', 'contains', 'null', 'like'),
      value: anything,
    })
    const relation = fc.record(
      {
        relation: fc.constantFrom('attendances', 'deliveries', 'nothing'),
        where: anything,
        count: anything,
        within: fc.constantFrom('thisYear', 'never'),
      },
      { requiredKeys: ['relation'] },
    )
    const group = fc.record({
      combinator: fc.constantFrom('and', 'or', 'xor'),
      not: fc.boolean(),
      rules: fc.array(fc.oneof(rule, relation, anything), { maxLength: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.oneof(group, anything), persons, async (match, as) => {
        check(await server.ask('GET', `/api/contacts?filter=${encodeURIComponent(JSON.stringify({ match }))}`, { as }))
      }),
      { numRuns: 300 },
    )
  })

  test('whatever a body holds, under names that exist and names that do not', async () => {
    const body = resource.chain(each =>
      fc.tuple(
        fc.constant(each),
        fc.dictionary(fc.constantFrom(...Object.keys(each.fields), 'id', 'nothing'), anything, { maxKeys: 6 }),
      ),
    )
    await fc.assert(
      fc.asyncProperty(
        body,
        fc.constantFrom('POST', 'PUT', 'PATCH', 'DELETE'),
        persons,
        async ([each, values], method, as) => {
          const path =
            method === 'POST' ? '' : `/${typeof values.id === 'string' ? encodeURIComponent(values.id) : 'ann'}`
          check(await server.ask(method, `/api/${each.name}${path}`, { as, body: values }))
          check(
            await server.ask('POST', `/api/${each.name}/_bulk`, {
              as,
              body: { operations: [{ op: 'create', values }] },
            }),
          )
        },
      ),
      { numRuns: 250 },
    )
  })

  test('whatever is sent to any route there is', async () => {
    const route = fc.constantFrom(...server.routes.filter(({ path }) => !path.startsWith('/auth/')))
    await fc.assert(
      fc.asyncProperty(
        route,
        anything,
        fc.string({ maxLength: 12 }),
        persons,
        async ({ method, path }, body, word, as) => {
          const address = `/api${path.replace(/[:*](\w+)/g, () => encodeURIComponent(word) || 'x')}`
          check(await server.ask(method.toUpperCase(), address, { as, ...(method === 'get' ? {} : { body }) }))
        },
      ),
      { numRuns: 400 },
    )
  })
})

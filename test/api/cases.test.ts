/**
 * What the API answers, as data: who asks what, the status, what must stand in the answer and what must not. The tables are
 * run in order through the whole server: each case sees what the ones before it left, on the records of `sample.ts`.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { access } from './cases.access.ts'
import { around } from './cases.around.ts'
import { attempts } from './cases.attempts.ts'
import { bulks } from './cases.bulk.ts'
import { lists } from './cases.lists.ts'
import { writes } from './cases.writes.ts'
import { writeSample } from './sample.ts'
import { type Server, startServer } from './server.ts'

let server: Server
beforeAll(async () => {
  server = await startServer()
  await writeSample(server)
})
afterAll(async () => {
  await server.close()
  expect(server.faults).toEqual([])
})

describe('the API', () => {
  test.each([...lists, ...writes, ...bulks, ...access, ...attempts, ...around])(
    '$method $path as $as: $name',
    async each => {
      const filter =
        each.filter === undefined
          ? ''
          : `${each.path.includes('?') ? '&' : '?'}filter=${encodeURIComponent(JSON.stringify(each.filter))}`
      const reply = await server.ask(each.method, each.path + filter, each)
      expect(reply.status, reply.text.slice(0, 500)).toBe(each.status)
      const beginning = reply.text.slice(0, 500)
      for (const text of each.contains ?? []) expect(reply.text.includes(text), `${text} in ${beginning}`).toBe(true)
      for (const text of each.lacks ?? []) expect(reply.text.includes(text), `${text} in ${beginning}`).toBe(false)
      for (const [name, value] of Object.entries(each.answers ?? {})) expect(reply.headers.get(name)).toBe(value)
      expect(reply.headers.get('x-request-id')).toMatch(/^[0-9a-f]{16}$/)
      if (reply.status >= 400) {
        expect(reply.body).toMatchObject({
          message: expect.stringMatching(/[.!]$/),
          errors: { root: { serverError: reply.body.message } },
        })
        expect(reply.text).not.toMatch(/node_modules|at .*\.ts:\d+/)
      }
    },
  )
})

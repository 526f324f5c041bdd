/** The real data provider of react-admin for "simple REST", signed in as somebody. */
import { fetchUtils } from 'ra-core'
import simpleRest from 'ra-data-simple-rest'
import type { Person, Server } from '../api/server.ts'

export type Provider = ReturnType<typeof simpleRest>

export async function providerFor(server: Server, person: Person, countHeader?: string): Promise<Provider> {
  const user = { authenticated: true, token: `Bearer ${await server.signIn(person)}` }
  return simpleRest(
    `${server.url}/api`,
    (url, options = {}) => fetchUtils.fetchJson(url, { ...options, user }),
    countHeader,
  )
}

/** What react-admin is told when a request is refused: the status, and the body with the sentences. */
export interface Refusal {
  status: number
  body: { message: string; errors: Record<string, unknown>; current?: Record<string, unknown> }
}

export async function refusalOf(asking: Promise<unknown>): Promise<Refusal> {
  const answer = await asking.catch((error: Refusal) => error)
  if (!(answer instanceof Error) || !('status' in answer))
    throw new Error(`This was not refused: ${answer instanceof Error ? answer.stack : JSON.stringify(answer)}`)
  return answer as unknown as Refusal
}

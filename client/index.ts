/** A client of an installation's API, typed by its description. `npm run client` writes `dormouse.d.ts`. */
import createClient, { type Client } from 'openapi-fetch'
import type { components, paths } from './dormouse.d.ts'

export type Dormouse = Client<paths>
/** Records by what they are called in the description: `Schemas['Contacts']`, `Schemas['ContactsCreate']`. */
export type Schemas = components['schemas']

/** Tells an answer that is the record from one that the change takes longer than a request may (202). */
export const isPending = (answer: object): answer is { id: string; pending: true } => 'pending' in answer

/** `token` is what signing in answers (`POST /api/auth/login`). */
export const dormouse = (url: string, token: string): Dormouse =>
  createClient<paths>({ baseUrl: `${url}/api`, headers: { Authorization: `Bearer ${token}` } })

/**
 * The one door to the server: every request of the admin passes through `request`, those of react-admin (`dataProvider`)
 * and those of the screens made by hand (`call`) alike. No dependency, because the login page is built on it too.
 */
import { said } from './i18n/said.ts'
import { words } from './login/words.ts'
import { keepSession, readSession, type Session, writeSession } from './session.ts'

/** A refusal of the server: `message` is a sentence for the person at the screen. */
export class ApiError extends Error {
  readonly status: number
  /** Field path → sentence. */
  readonly errors: Record<string, string>
  /** The body as it came: with 409 over a stale version it holds the record as it stands. */
  readonly body: unknown
  constructor(status: number, message: string, errors: Record<string, string> = {}, body?: unknown) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.errors = errors
    this.body = body
  }
}

export interface Reply<T = unknown> {
  status: number
  headers: Headers
  json: T
}

export interface RequestOptions {
  headers?: Record<string, string>
  signal?: AbortSignal
}

/** Fired on `window` when the server has taken a wish but not yet granted it (202). */
export const slowSave = 'dormouse:slow-save'
/** Fired on `window`, with the job's id, when the server has taken a change of thousands of records. */
export const largeChange = 'dormouse:large-change'
const pollEveryMs = 1000
/** The server lets a wish expire after 5 minutes; a little more, so that we see it say so. */
const pollsMax = 330

/**
 * Sends a request and answers with the parsed body. `body` travels as JSON, except bytes (`Blob`, `ArrayBuffer`,
 * `FormData`) and text, which travel as they are. `path` is below `/api`: `call('POST', '/campaigns/7/pause')`.
 * Throws `ApiError` for every answer that is not a success, and for no answer at all (status 0).
 */
export async function call<T = unknown>(
  method: string,
  path: string,
  body?: unknown,
  options: RequestOptions = {},
): Promise<T> {
  return (await request<T>(method, path, body, options)).json
}

/** As `call`, with status and headers. Waits for the outcome where the server answers 202. */
export async function request<T = unknown>(
  method: string,
  path: string,
  body?: unknown,
  options: RequestOptions = {},
): Promise<Reply<T>> {
  const first = await once(method, path, body, options)
  const reply = first.status === 202 && isWaiting(first.json) ? await outcomeOf(first, options) : first
  // Thousands of records: nobody waits for those, a line at the bottom of the screen says how far it is.
  if (reply.status === 202 && isPending(reply.json) && reply.json.job)
    window.dispatchEvent(new CustomEvent(largeChange, { detail: reply.json.id }))
  return reply as Reply<T>
}

/** Some file of the server, with the token that a plain link could not carry. */
export async function download(path: string): Promise<Blob> {
  const session = await freshSession()
  const response = await fetch(address(path), { headers: session ? { Authorization: `Bearer ${session.token}` } : {} })
  if (!response.ok) throw await refusal(response.status, await parsed(response))
  return response.blob()
}

async function once(method: string, path: string, body: unknown, options: RequestOptions): Promise<Reply> {
  const headers = new Headers({ Accept: 'application/json', ...options.headers })
  const session = headers.has('Authorization') ? undefined : await freshSession()
  if (session) headers.set('Authorization', `Bearer ${session.token}`)
  const asItIs =
    typeof body === 'string' || body instanceof Blob || body instanceof ArrayBuffer || body instanceof FormData
  if (body !== undefined && !asItIs) headers.set('Content-Type', 'application/json')
  let response: Response
  try {
    response = await fetch(address(path), {
      method,
      headers,
      signal: options.signal,
      body: asItIs ? (body as BodyInit) : body === undefined ? undefined : JSON.stringify(body),
    })
  } catch (cause) {
    if (options.signal?.aborted) throw cause
    throw new ApiError(0, words().unreachable)
  }
  const json = await parsed(response)
  if (response.ok) return { status: response.status, headers: response.headers, json }
  if (response.status === 401 && session) signOutIfStill(session.token)
  throw await refusal(response.status, json)
}

const address = (path: string): string => (path.startsWith('/api/') ? path : `/api${path}`)

async function parsed(response: Response): Promise<unknown> {
  const text = await response.text()
  if (!response.headers.get('content-type')?.includes('json')) return text
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    throw await refusal(response.status, {
      message: 'The server answered with something that is no JSON. Reload the page.',
    })
  }
}

/** A token this near its end might end on the way. */
const renewBeforeMs = 60_000
let renewing: Promise<Session | undefined> | undefined

/** The session, with a token that lasts. Requests that come meanwhile wait for the same renewal. */
async function freshSession(): Promise<Session | undefined> {
  const session = readSession()
  if (!session?.renewal || session.renewal.expiresAtMs - Date.now() > renewBeforeMs) return session
  renewing ??= renew(session).finally(() => {
    renewing = undefined
  })
  return renewing
}

async function renew(session: Session): Promise<Session | undefined> {
  try {
    const { renewed } = await import('./login/outside.ts')
    const next = await renewed(session)
    keepSession(next)
    return next
  } catch {
    // The server will say that the old one has ended, and the gate follows.
    return session
  }
}

/** Another tab may have signed in again meanwhile; its new session must not be thrown away for our old one. */
function signOutIfStill(token: string): void {
  if (readSession()?.token === token) writeSession(undefined)
}

interface ErrorBody {
  message?: string
  errors?: Record<string, unknown>
}

/** The server's sentences, in the language of the person at the screen. */
async function refusal(status: number, json: unknown): Promise<ApiError> {
  const body: ErrorBody = typeof json === 'object' && json !== null ? json : {}
  const errors: Record<string, string> = {}
  for (const [field, sentence] of Object.entries(body.errors ?? {}))
    if (typeof sentence === 'string') errors[field] = await said(sentence)
  const message = body.message ?? 'Something went wrong on the server. Try again in a moment.'
  return new ApiError(status, await said(message), errors, json)
}

const isPending = (json: unknown): json is { id: string; job?: object } =>
  typeof json === 'object' && json !== null && 'pending' in json && json.pending === true

/** The outcome is worth waiting for: it is not that a large change has begun. */
const isWaiting = (json: unknown): boolean => isPending(json) && !json.job

async function outcomeOf(reply: Reply, options: RequestOptions): Promise<Reply> {
  const where = reply.headers.get('location') ?? `/commands/${(reply.json as { id: string }).id}`
  window.dispatchEvent(new Event(slowSave))
  for (let polls = 0; polls < pollsMax; polls++) {
    await new Promise(resolve => setTimeout(resolve, pollEveryMs))
    const next = await once('GET', where, undefined, { signal: options.signal })
    if (!isWaiting(next.json)) return next
  }
  throw await refusal(503, {
    message: 'The server has not answered for five minutes. Look whether it was saved, then try again.',
  })
}

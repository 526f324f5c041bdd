/** A route as data: what the table in `routes.ts` holds, and all that a handler sees of HTTP. */
import type { Actor, Json, Problem } from '@dormouse/model'

export interface Route {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** Express 5 syntax, below `/api` unless it begins with `/u/`. */
  path: string
  /** `public`: no token is asked for, `call.actor` is the anonymous viewer of nothing. */
  access: 'signedIn' | 'public'
  /** The body as parsed JSON (default), as raw bytes (uploads) or as a form (unsubscribe). */
  body?: 'json' | 'raw' | 'form'
  /** One sentence for OpenAPI, and JSON schemas where there is something to say. */
  about: string
  input?: object
  output?: object
  /** How often one address may ask; `failures`: only refused tries count. For what is open to strangers. */
  limit?: { perMinute: number; failures?: boolean }
  handle(call: Call): Promise<Answer>
}

export interface Call {
  actor: Actor
  params: Record<string, string>
  query: Record<string, string>
  /** JSON, bytes or form fields, as the route's `body` says. */
  body: Json | Uint8Array
  header(name: string): string | undefined
  /** The caller's address, for logs and rate limits. */
  from: string
  /** It came from this very machine, through no proxy and under no foreign name. */
  loopback?: boolean
  requestId: string
}

export interface Answer {
  status?: number
  headers?: Record<string, string>
  /** JSON, unless bytes or text with a content type in `headers`. */
  body?: Json | Uint8Array | string
  /** A long text, sent piece by piece in place of `body`; needs a content type in `headers`. */
  pieces?: AsyncIterable<string>
}

/** Thrown by handlers; `problems.ts` turns it into `{message, errors}` with the status of its kind (see model/command.ts). */
export class ProblemError extends Error {
  readonly problem: Problem
  readonly status?: number
  readonly headers?: Record<string, string>
  constructor(problem: Problem, status?: number, headers?: Record<string, string>) {
    super(problem.message)
    this.problem = problem
    this.status = status
    this.headers = headers
  }
}

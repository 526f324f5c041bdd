/**
 * One Express application for every way Dormouse runs. The order is the contract: request id and headers, then the route
 * (limits, who asks, the body, the handler), then the admin's files, then one place where every refusal gets its words.
 */
import type { Actor } from '@dormouse/model'
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import type { Deps } from '../deps.ts'
import { DiskProblem } from '../disk/trouble.ts'
import { callerOf } from './caller.ts'
import { dispatcher } from './dispatch.ts'
import { type Headers, headersFor, setHeaders } from './headers.ts'
import { problem, problemAnswer, problemOf } from './problems.ts'
import type { Route } from './route.ts'
import { send } from './send.ts'
import { adminFiles } from './static.ts'

export interface AppOptions {
  deps: Pick<Deps, 'config' | 'identity' | 'ids' | 'clock' | 'log'>
  routes: readonly Route[]
  /** Where the built admin lies; absent where something else serves it. */
  adminFolder?: string
}

/** What a request has gathered on its way through the application. */
export interface Locals {
  requestId: string
  /** What the answer carries whatever it says, written in one go with its own. */
  headers: Headers
  actor?: Actor
}

export function makeApp({ deps, routes, adminFolder }: AppOptions): Express {
  const app = express()
  app.disable('x-powered-by')
  // Nothing of the API may be kept by a cache, so hashing every answer would be for nobody.
  app.disable('etag')
  app.disable('query parser')
  app.use(beginning(deps))
  app.use(dispatcher(routes, deps))
  if (adminFolder) app.use(withHeaders, adminFiles(adminFolder))
  app.use((_request, _response, next) => next(problem('missing', 'There is nothing at this address.')))
  app.use(ending(deps))
  return app
}

/** Gives the request its id, the headers of its answer and, when it is answered, a line in the log: never a query string, a body or a token. */
function beginning({ config, ids, clock, log }: AppOptions['deps']): RequestHandler {
  const { auth, publicUrl } = config
  const headersOf = headersFor(publicUrl, auth.kind === 'oidc' ? [new URL(auth.issuer).origin] : [])
  const isNoted = log.isLevelEnabled?.('info') ?? true
  return (request, response, next) => {
    const locals = response.locals as Locals
    const requestId = ids.nonce()
    locals.requestId = requestId
    const headers = { ...headersOf(request.path) }
    headers['X-Request-Id'] = requestId
    locals.headers = headers
    if (!isNoted) return next()
    const startedMs = clock.nowMs()
    const { method } = request
    const path = loggedPath(request.path)
    response.on('finish', () => {
      if (path === '/api/health') return
      const ms = clock.nowMs() - startedMs
      log.info({ requestId, method, path, status: response.statusCode, ms, actor: locals.actor?.id }, 'request')
    })
    next()
  }
}

/** What stands behind /u/ is a key to somebody's consent. */
const loggedPath = (path: string): string => (path.startsWith('/u/') ? '/u/…' : path)

/** For what is not sent by `send`. */
const withHeaders: RequestHandler = (_request, response, next) => {
  setHeaders(response, (response.locals as Locals).headers)
  next()
}

function ending({ log, config }: AppOptions['deps']): ErrorRequestHandler {
  // Express tells an error handler by its four parameters.
  return (error, request, response, _next) => {
    const locals = response.locals as Locals
    const known = problemOf(error)
    if (!known)
      log.error(
        {
          requestId: locals.requestId,
          path: loggedPath(request.path),
          error: described(error),
          from: callerOf(request, config).address,
        },
        'a request failed by a fault of ours',
      )
    if (response.headersSent) return void response.destroy()
    const answer = problemAnswer(
      known ?? (isDiskProblem(error) ? diskFault : fault(locals.requestId)),
      locals.requestId,
    )
    send(response, answer, locals.headers)
  }
}

const fault = (requestId: string) => ({
  problem: {
    kind: 'expired' as const,
    message: `Something went wrong on the server. Try again; if it stays, report request ${requestId}.`,
  },
  status: 500,
})

/** The log names the folder and says what is wrong with it: neither is for everybody's eyes. */
const diskFault = {
  problem: {
    kind: 'expired' as const,
    message:
      'Nothing could be saved: the disk of the server is full or out of order. What was saved before is safe. Tell whoever runs it: its log says what to do.',
  },
  status: 503,
}

const isDiskProblem = (error: unknown): boolean =>
  error instanceof DiskProblem || (error instanceof Error && isDiskProblem(error.cause))

const described = (error: unknown): unknown =>
  error instanceof Error ? { message: error.message, stack: error.stack, cause: described(error.cause) } : error

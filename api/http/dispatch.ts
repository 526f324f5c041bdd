/** From the table of routes to Express: limits, who asks, the body, the handler, the answer. */
import type { Actor } from '@dormouse/model'
import type { Request, RequestHandler, Response } from 'express'
import { ipKeyGenerator, rateLimit } from 'express-rate-limit'
import type { Config } from '../config.ts'
import type { Identity } from '../deps.ts'
import { addressFinder } from './address.ts'
import type { Locals } from './app.ts'
import { bodyReader } from './bodies.ts'
import { callerOf } from './caller.ts'
import { problem, unauthorised } from './problems.ts'
import { type Call, ProblemError, type Route } from './route.ts'
import { send, stream } from './send.ts'

interface DispatchDeps {
  config: Pick<Config, 'publicUrl' | 'proxies'>
  identity: Identity
}

const anonymous: Actor = { id: 'anonymous', role: 'viewer' }

export function dispatcher(routes: readonly Route[], deps: DispatchDeps): RequestHandler {
  const find = addressFinder(
    routes.map(route => ({
      method: route.method,
      path: route.path.startsWith('/u/') ? route.path : `/api${route.path}`,
      limit: route.limit && limiter(route.limit, deps),
      answer: answering(route, deps),
    })),
  )
  return (request, response, next) => {
    const found = find(request.method, request.path)
    if (!found) return next()
    const { limit, answer } = found.route
    const answered = () => answer(request, response, found.params)
    return limit ? passed(limit, request, response).then(answered) : answered()
  }
}

/** Resolves when a middleware lets the request pass. */
const passed = (middleware: RequestHandler, request: Request, response: Response): Promise<void> =>
  new Promise((resolve, reject) => {
    const next = (error?: unknown) => (error ? reject(error) : resolve())
    Promise.resolve(middleware(request, response, next)).catch(reject)
  })

function answering(route: Route, deps: DispatchDeps) {
  const read = bodyReader(route)
  return async (request: Request, response: Response, params: Record<string, string>): Promise<void> => {
    const caller = callerOf(request, deps.config)
    const locals = response.locals as Locals
    let actor: Actor | undefined = anonymous
    if (route.access === 'signedIn') {
      actor = await deps.identity.authenticate(bearer(request), caller)
      if (!actor) throw unauthorised()
      locals.actor = actor
    }
    const call: Call = {
      actor,
      params,
      query: queryOf(request),
      body: read ? await read(request, response) : null,
      header: name => request.get(name),
      from: caller.address,
      loopback: caller.loopback,
      requestId: locals.requestId,
    }
    const answer = await route.handle(call)
    if (answer.pieces) await stream(response, answer, locals.headers, answer.pieces)
    else send(response, answer, locals.headers)
  }
}

const bearer = (request: Request): string => /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''

/** One value a name: two would let a check and its use read different ones. */
function queryOf(request: Request): Record<string, string> {
  const at = request.url.indexOf('?')
  const query: Record<string, string> = {}
  if (at < 0) return query
  for (const [name, value] of new URLSearchParams(request.url.slice(at + 1))) {
    if (Object.hasOwn(query, name)) throw problem('invalid', `"${name}" is given twice in the address.`)
    if (name !== '__proto__') query[name] = value
  }
  return query
}

function limiter({ perMinute, failures }: { perMinute: number; failures?: boolean }, deps: DispatchDeps) {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    skipSuccessfulRequests: failures ?? false,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // `callerOf` decides who asks; whether a proxy is to be believed is its matter.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    keyGenerator: request => ipKeyGenerator(callerOf(request, deps.config).address),
    handler: (_request, response, next) => {
      response.setHeader('Retry-After', '60')
      next(new ProblemError({ kind: 'expired', message: 'That was too often. Wait a minute, then try again.' }, 429))
    },
  })
}

/**
 * From the table of routes to Express. Routes are grouped by their first word, so that a request is compared with the few
 * of its own group instead of with all three hundred.
 */
import type { Actor, Json } from '@dormouse/model'
import express, { type Request, type RequestHandler, type Response, Router } from 'express'
import { ipKeyGenerator, rateLimit } from 'express-rate-limit'
import type { Config } from '../config.ts'
import type { Identity } from '../deps.ts'
import type { Locals } from './app.ts'
import { checkJson, jsonBytesMax } from './body.ts'
import { callerOf } from './caller.ts'
import { problem, unauthorised } from './problems.ts'
import { type Call, ProblemError, type Route } from './route.ts'
import { send, stream } from './send.ts'

interface DispatchDeps {
  config: Pick<Config, 'publicUrl'>
  identity: Identity
}

const uploadBytesMax = 64 * 1024 * 1024
const formBytesMax = 16 * 1024
const anonymous: Actor = { id: 'anonymous', role: 'viewer' }

export function dispatcher(routes: readonly Route[], deps: DispatchDeps): RequestHandler {
  const groups = new Map<string, Router>()
  for (const route of routes) {
    const path = route.path.startsWith('/u/') ? route.path : `/api${route.path}`
    const group = groupOf(path)
    let router = groups.get(group)
    if (!router) {
      router = Router({ caseSensitive: true })
      groups.set(group, router)
    }
    const handlers = [...(route.limit ? [limiter(route.limit, deps)] : []), handler(route, deps)]
    router[route.method](path, ...handlers)
  }
  return (request, response, next) => {
    const { path } = request
    if (path.startsWith('/api')) response.setHeader('Cache-Control', 'no-store')
    const router = groups.get(groupOf(path))
    if (router) return router(request, response, next)
    next()
  }
}

/** `/api/contacts/7` → `api/contacts`, `/u/abc` → `u`. */
const groupOf = (path: string): string => {
  const [, first = '', second = ''] = path.split('/', 3)
  return first === 'api' ? `api/${second}` : first
}

function handler(route: Route, deps: DispatchDeps): RequestHandler {
  const parse = bodyParser(route)
  return async (request, response) => {
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
      params: request.params as Record<string, string>,
      query: queryOf(request),
      body: await parse(request, response),
      header: name => request.get(name),
      from: caller.address,
      loopback: caller.loopback,
      requestId: locals.requestId,
    }
    const answer = await route.handle(call)
    if (answer.pieces) await stream(response, answer, answer.pieces)
    else send(response, answer)
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

type Parse = (request: Request, response: Response) => Promise<Json | Uint8Array>

const json = express.json({ limit: jsonBytesMax, strict: true })
const raw = express.raw({ limit: uploadBytesMax, type: () => true })
const form = express.urlencoded({ limit: formBytesMax, extended: false })

function bodyParser(route: Route): Parse {
  if (route.method === 'get') return async () => null
  if (route.body === 'raw')
    return async (request, response) => {
      await run(raw, request, response)
      return request.body instanceof Uint8Array ? request.body : new Uint8Array(0)
    }
  const [parser, type] = route.body === 'form' ? [form, 'urlencoded'] : [json, 'json']
  return async (request, response) => {
    if (!hasBody(request)) return null
    // Mail programs unsubscribe with whichever form encoding they like (RFC 8058): the address alone says what is meant.
    if (route.body === 'form' && !request.is(type)) return null
    if (!request.is([type, '+json']))
      throw new ProblemError({ kind: 'invalid', message: 'Send the body as application/json.' }, 415)
    await run(parser, request, response)
    return checkJson(request.body ?? null)
  }
}

const hasBody = ({ headers }: Request) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

const run = (parser: RequestHandler, request: Request, response: Response): Promise<void> =>
  new Promise((resolve, reject) => parser(request, response, error => (error ? reject(error) : resolve())))

function limiter({ perMinute, failures }: { perMinute: number; failures?: boolean }, deps: DispatchDeps) {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    skipSuccessfulRequests: failures ?? false,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: request => ipKeyGenerator(callerOf(request, deps.config).address),
    handler: (_request, response, next) => {
      response.setHeader('Retry-After', '60')
      next(new ProblemError({ kind: 'expired', message: 'That was too often. Wait a minute, then try again.' }, 429))
    },
  })
}

/** Reads the body of a request as its route wants it: JSON, a form, or bytes. */
import type { Json } from '@dormouse/model'
import express, { type Request, type RequestHandler, type Response } from 'express'
import { checkJson, jsonBytesMax } from './body.ts'
import { problem } from './problems.ts'
import { ProblemError, type Route } from './route.ts'

const uploadBytesMax = 64 * 1024 * 1024
const formBytesMax = 16 * 1024

interface Kind {
  /** Asked for no type: what arrives is of the right one by then. */
  parser: RequestHandler
  /** As nearly everybody writes it, so that nobody need take it apart. */
  type: string
  types: string[]
  bytesMax: number
  /** What arrived in one piece, as it does behind API Gateway, where Express' parsers find the stream at its end. */
  whole(text: string): unknown
}

const kinds: Record<'json' | 'form', Kind> = {
  json: {
    parser: express.json({ limit: jsonBytesMax, strict: true, type: () => true }),
    type: 'application/json',
    types: ['json', '+json'],
    bytesMax: jsonBytesMax,
    whole: jsonOf,
  },
  form: {
    parser: express.urlencoded({ limit: formBytesMax, extended: false, type: () => true }),
    type: 'application/x-www-form-urlencoded',
    types: ['urlencoded'],
    bytesMax: formBytesMax,
    whole: text => Object.fromEntries(new URLSearchParams(text)),
  },
}
const raw = express.raw({ limit: uploadBytesMax, type: () => true })

export type ReadBody = (request: Request, response: Response) => Promise<Json | Uint8Array>

/** Undefined: nobody looks for a body there. */
export function bodyReader(route: Route): ReadBody | undefined {
  if (route.method === 'get') return undefined
  if (route.body === 'raw') return bytes
  const kind = kinds[route.body ?? 'json']
  return async (request, response) => {
    if (!hasBody(request)) return null
    // Mail programs may unsubscribe with this encoding, too (RFC 8058): the address alone says what is meant.
    if (route.body === 'form' && request.is('multipart')) return null
    if (request.headers['content-type'] !== kind.type && !request.is(kind.types))
      throw new ProblemError(
        { kind: 'invalid', message: `Send the body as ${kind.types[0] === 'json' ? 'application/json' : 'a form'}.` },
        415,
      )
    const arrived: unknown = request.body
    if (typeof arrived === 'string' || arrived instanceof Uint8Array)
      return checkJson(kind.whole(textOf(arrived, kind)))
    await run(kind.parser, request, response)
    return checkJson(request.body ?? null)
  }
}

const bytes: ReadBody = async (request, response) => {
  const arrived: unknown = request.body
  if (typeof arrived === 'string') return Buffer.from(arrived)
  if (!(arrived instanceof Uint8Array)) await run(raw, request, response)
  return request.body instanceof Uint8Array ? request.body : new Uint8Array(0)
}

function textOf(arrived: string | Uint8Array, { bytesMax }: Kind): string {
  if (Buffer.byteLength(arrived) > bytesMax)
    throw new ProblemError({ kind: 'invalid', message: 'That is too large.' }, 413)
  return typeof arrived === 'string' ? arrived : Buffer.from(arrived).toString('utf8')
}

function jsonOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value
  } catch {
    // Said below, as for what is JSON but neither object nor list.
  }
  throw problem('invalid', 'The body is not valid JSON.')
}

const hasBody = ({ headers }: Request) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

const run = (parser: RequestHandler, request: Request, response: Response): Promise<void> =>
  new Promise((resolve, reject) => parser(request, response, error => (error ? reject(error) : resolve())))

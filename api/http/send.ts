/** Writes an answer out. */
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Answer } from './route.ts'

export function send(response: ServerResponse, answer: Answer): void {
  const { body } = answer
  response.statusCode = answer.status ?? (body === undefined ? 204 : 200)
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value)
  if (body === undefined) return void response.end()
  const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
  if (!response.hasHeader('Content-Type')) response.setHeader('Content-Type', 'application/json; charset=utf-8')
  response.setHeader('Content-Length', Buffer.byteLength(bytes))
  response.end(bytes)
}

/** Sends a long answer piece by piece, no faster than the other end takes it. */
export async function stream(response: ServerResponse, answer: Answer, pieces: AsyncIterable<string>): Promise<void> {
  response.statusCode = answer.status ?? 200
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value)
  for await (const piece of pieces) {
    if (response.destroyed) return
    // Behind API Gateway there is no socket to wait for, and `write` answers nothing at all.
    if (response.write(piece) === false) await Promise.race([once(response, 'drain'), once(response, 'close')])
  }
  response.end()
}

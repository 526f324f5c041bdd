/** Writes an answer out, under the headers that every answer carries: its own go before those. */
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { type Headers, setHeaders } from './headers.ts'
import type { Answer } from './route.ts'

export function send(response: ServerResponse, answer: Answer, always: Headers): void {
  const { body } = answer
  if (body === undefined) {
    response.statusCode = answer.status ?? 204
    setHeaders(response, { ...always, ...answer.headers })
    return void response.end()
  }
  const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
  const headers: Record<string, string> = { ...always }
  headers['Content-Type'] = 'application/json; charset=utf-8'
  headers['Content-Length'] = String(Buffer.byteLength(bytes))
  for (const name in answer.headers) headers[name] = answer.headers[name] as string
  // All at once: one by one, Node would check and file each before it writes them.
  response.writeHead(answer.status ?? 200, headers)
  response.end(bytes)
}

/** Sends a long answer piece by piece, no faster than the other end takes it. */
export async function stream(
  response: ServerResponse,
  answer: Answer,
  always: Headers,
  pieces: AsyncIterable<string>,
): Promise<void> {
  response.statusCode = answer.status ?? 200
  // Not written yet: what goes wrong before the first piece is still answered as what it is.
  setHeaders(response, { ...always, ...answer.headers })
  for await (const piece of pieces) {
    if (response.destroyed) return
    // Behind API Gateway there is no socket to wait for, and `write` answers nothing at all.
    if (response.write(piece) === false) await Promise.race([once(response, 'drain'), once(response, 'close')])
  }
  response.end()
}

/** The client of every measurement over HTTP: kept-alive connections to 127.0.0.1, nothing else between it and the server. */
import { Agent, request } from 'node:http'

export interface Reply {
  status: number
  text: string
  headers: Record<string, string | string[] | undefined>
  /** Parsed when it is asked for. */
  readonly body: unknown
}

export interface Connection {
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
  /** Throws on anything but a 2xx. */
  must(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
  close(): void
}

export interface ConnectOptions {
  connections?: number
  token?: string
}

const replyMsMax = 300_000

export function connect(port: number, { connections = 1, token }: ConnectOptions = {}): Connection {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const signed: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {}

  function ask(method: string, path: string, body?: unknown, extra: Record<string, string> = {}): Promise<Reply> {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array
    const bytes = body === undefined || isRaw ? body : JSON.stringify(body)
    const headers: Record<string, string | number> = { ...signed, ...extra }
    if (bytes !== undefined) {
      headers['Content-Type'] ??= 'application/json'
      headers['Content-Length'] = Buffer.byteLength(bytes)
    }
    return new Promise((resolve, reject) => {
      const options = { port, host: '127.0.0.1', method, path, agent, headers, timeout: replyMsMax }
      const sent = request(options, response => {
        const pieces: Buffer[] = []
        response.on('data', piece => pieces.push(piece))
        response.on('error', reject)
        response.on('end', () => {
          const text = Buffer.concat(pieces).toString()
          resolve({
            status: response.statusCode ?? 0,
            text,
            headers: response.headers,
            get body() {
              return JSON.parse(text)
            },
          })
        })
      })
      sent.on('timeout', () => sent.destroy(new Error(`${method} ${path} was not answered`)))
      // A server closes what has been idle for seconds, perhaps in the moment it is used again; nothing was asked then.
      sent.on('error', (error: NodeJS.ErrnoException) =>
        sent.reusedSocket && error.code === 'ECONNRESET' ? resolve(ask(method, path, body, extra)) : reject(error),
      )
      sent.end(bytes)
    })
  }

  return {
    ask,
    async must(method, path, body, headers) {
      const reply = await ask(method, path, body, headers)
      if (reply.status >= 200 && reply.status < 300) return reply
      throw new Error(`${method} ${path}: ${reply.status} ${reply.text.slice(0, 300)}`)
    },
    close: () => agent.destroy(),
  }
}

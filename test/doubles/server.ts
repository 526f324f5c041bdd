/**
 * The HTTP side that the doubles share: reads a request, lets the service name its operation, counts it, lets a fault
 * strike, and answers. Bound to 127.0.0.1 on a free port.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Clock, systemClock } from '../../api/clock.ts'
import { type Faults, makeFaults } from './faults.ts'

export interface Request {
  method: string
  url: URL
  headers: IncomingHttpHeaders
  body: Buffer
  /** Aborts when the client is gone. */
  signal: AbortSignal
}

export interface Answer {
  status: number
  headers?: Record<string, string>
  body?: string | Uint8Array
  /** Set by a fault: half of the body, then nothing. */
  torn?: boolean
}

/** One request, understood: what it is called in the service's documentation, what it is about, and its effect. */
export interface Operation {
  name: string
  input: unknown
  run(): Answer | Promise<Answer>
}

export interface Service {
  understand(request: Request): Operation
  /** An error as this service writes it. */
  refusal(status: number, code: string, message: string): Answer
}

/** A service says no by throwing this from `run` or `understand`. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export interface DoubleOptions {
  /** For the chances among the faults. */
  seed?: number
  clock?: Clock
}

export interface Double {
  /** `http://127.0.0.1:<port>` */
  url: string
  faults: Faults
  /** Requests so far by operation, each attempt counted, refused ones too: what AWS would bill and throttle. */
  counts: Record<string, number>
  resetCounts(): void
  /** For a client made by hand: `new S3Client(double.client)`. */
  client: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } }
  /** For a child process: the variables with which the SDK finds this double by itself. */
  env: Record<string, string>
  /** Cuts every connection. */
  close(): Promise<void>
}

const bodyBytesMax = 256 * 1024 * 1024

export async function startDouble(
  endpointVariable: string,
  service: Service,
  { seed = 1, clock = systemClock }: DoubleOptions,
): Promise<Double> {
  const counts: Record<string, number> = {}
  const faults = makeFaults(seed)
  const closing = new AbortController()
  let requests = 0

  async function answered(request: Request): Promise<Answer | 'cut' | 'silence'> {
    const operation = service.understand(request)
    counts[operation.name] = (counts[operation.name] ?? 0) + 1
    const fault = faults.draw({ operation: operation.name, headers: request.headers, input: operation.input })
    switch (fault?.kind) {
      case undefined:
        return operation.run()
      case 'refuse':
        return service.refusal(fault.status, fault.code, fault.message ?? `Injected: ${fault.code}`)
      case 'resetBefore':
        return 'cut'
      case 'timeoutBefore':
        return 'silence'
      case 'resetAfter':
        await operation.run()
        return 'cut'
      case 'timeoutAfter':
        await operation.run()
        return 'silence'
      case 'late':
        void happenLate(operation, fault.ms)
        return 'cut'
      case 'torn':
        return { ...(await operation.run()), torn: true }
      case 'slow': {
        const answer = await operation.run()
        await clock.wait(fault.ms, closing.signal)
        return answer
      }
    }
  }

  async function happenLate(operation: Operation, ms: number): Promise<void> {
    await clock.wait(ms, closing.signal)
    if (closing.signal.aborted) return
    try {
      await operation.run()
    } catch (error) {
      // Refused then; nobody is listening any more.
      if (!(error instanceof Refusal)) throw error
    }
  }

  const server = createServer(async (incoming, outgoing) => {
    requests += 1
    const gone = new AbortController()
    outgoing.on('close', () => gone.abort())
    try {
      const body = await bodyOf(incoming)
      const url = new URL(incoming.url ?? '/', 'http://double')
      const request = { method: incoming.method ?? '', url, headers: incoming.headers, body, signal: gone.signal }
      const answer = await answered(request).catch(error => {
        if (error instanceof Refusal) return service.refusal(error.status, error.code, error.message)
        throw error
      })
      if (answer === 'cut') incoming.socket.destroy()
      else if (answer !== 'silence') send(outgoing, answer, requests)
    } catch (error) {
      if (!gone.signal.aborted) send(outgoing, service.refusal(500, 'InternalError', String(error)), requests)
    }
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const credentials = { accessKeyId: 'double', secretAccessKey: 'double' }

  return {
    url,
    faults,
    counts,
    resetCounts() {
      for (const name of Object.keys(counts)) delete counts[name]
    },
    client: { endpoint: url, region: 'eu-west-1', credentials },
    env: {
      [endpointVariable]: url,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
    async close() {
      closing.abort()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of incoming) {
    sizeBytes += chunk.length
    if (sizeBytes > bodyBytesMax) throw new Refusal(413, 'RequestEntityTooLarge', 'The body is too large.')
    chunks.push(chunk)
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
}

function send(outgoing: ServerResponse, { status, headers, body = '', torn }: Answer, request: number): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  // A 304 has no body, and says nothing about its length.
  const length = status === 304 ? {} : { 'content-length': String(bytes.byteLength) }
  outgoing.writeHead(status, { 'x-amzn-requestid': String(request), ...length, ...headers })
  if (torn) outgoing.write(bytes.subarray(0, Math.floor(bytes.byteLength / 2)), () => outgoing.destroy())
  else outgoing.end(status === 304 ? undefined : bytes)
}

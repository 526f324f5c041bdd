/** Where a request comes from, as far as it can be known. */
import type { IncomingMessage } from 'node:http'
import { type Config, isLoopback } from '../config.ts'
import type { Caller } from '../deps.ts'

/**
 * `loopback` decides where well-known passwords and the set-up page work, so it needs all three: the connection comes
 * from this machine, no proxy says it stands in between, and the address asked for is this machine's (a foreign page
 * whose name was pointed at 127.0.0.1 still sends its own name as Host).
 */
export function callerOf(request: IncomingMessage, config: Pick<Config, 'publicUrl'>): Caller {
  const { headers } = request
  const socketAddress = request.socket.remoteAddress ?? ''
  const isDirect = headers['x-forwarded-for'] === undefined && headers.forwarded === undefined
  const host = (headers.host ?? '').replace(/:\d+$/, '')
  return {
    address: socketAddress,
    loopback:
      isDirect && isLoopback(socketAddress) && (isLoopback(host) || host === new URL(config.publicUrl).hostname),
  }
}

/** Where a request comes from, as far as it can be known. */
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { type Config, isLoopback } from '../config.ts'
import type { Caller } from '../deps.ts'

/**
 * `loopback` decides where well-known passwords and the set-up page work, so it needs all three: the connection comes
 * from this machine, no proxy says it stands in between, and the address asked for is this machine's (a foreign page
 * whose name was pointed at 127.0.0.1 still sends its own name as Host).
 */
export function callerOf(request: IncomingMessage, config: Pick<Config, 'publicUrl' | 'proxies'>): Caller {
  const { headers } = request
  const socketAddress = request.socket.remoteAddress ?? ''
  const isDirect = headers['x-forwarded-for'] === undefined && headers.forwarded === undefined
  const host = (headers.host ?? '').replace(/:\d+$/, '')
  return {
    address: forwardedFor(headers['x-forwarded-for'], config.proxies) ?? socketAddress,
    loopback:
      isDirect && isLoopback(socketAddress) && (isLoopback(host) || host === new URL(config.publicUrl).hostname),
  }
}

/**
 * Each proxy appends whom it heard from, so the address that the outermost one of our own saw is that many from the
 * end. What stands before it is the caller's own claim and is never believed.
 */
function forwardedFor(header: string | string[] | undefined, proxies: number): string | undefined {
  if (proxies === 0 || header === undefined) return undefined
  const noted = [header].flat().join(',').split(',')
  const address = noted.at(-proxies)?.trim() ?? ''
  return isIP(address) > 0 ? address : undefined
}

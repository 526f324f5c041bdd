/**
 * The other peer: json-server 0.17, a JSON file over REST, as its documentation starts it. Every write serialises and
 * writes the whole file, without fsync. `node bench/peers/json-server.ts <folder> <count>` prints its port.
 */
import { writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { people } from '../people.ts'

/** The part of json-server 0.17 that is used here; it has no types of its own. */
interface JsonServer {
  create(): { use(handler: unknown): void; listen(port: number, host: string, ready: () => void): Server }
  router(file: string): unknown
  defaults(options: { logger: boolean; noCors: boolean }): unknown
}

const [folder = '.', count = '0'] = process.argv.slice(2)
const file = join(folder, 'peer.json')
writeFileSync(file, JSON.stringify({ contacts: [...people(Number(count))] }))

const jsonServer = createRequire(import.meta.url)('json-server') as JsonServer
const app = jsonServer.create()
app.use(jsonServer.defaults({ logger: false, noCors: true }))
app.use(jsonServer.router(file))
const server = app.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))

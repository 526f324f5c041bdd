/** The servers that are measured beside each other, filled with the same people. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Connection, connect } from './http.ts'
import type { Runner } from './measure.ts'
import { answerOf, cpuOf, type Program, portOf, signUp, start, startDormouse, stopAll } from './programs/program.ts'
import { type Ask, asker, type OperationName, type Tongue } from './requests.ts'

export type Name = 'Dormouse' | 'SQLite' | 'json-server'

export interface Contestant {
  name: Name
  tongue: Tongue
  program: Program
  port: number
  /** `connections` of its own to ask through. */
  open(connections: number): Connection
}

export interface Contestants {
  folder: string
  all: Contestant[]
  close(): Promise<void>
}

/** A folder on the machine's disk, gone afterwards. */
export const benchFolder = (): string => mkdtempSync(join(tmpdir(), 'dormouse-bench-'))
export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })

export async function startContestants(count: number, names: readonly Name[]): Promise<Contestants> {
  const folder = benchFolder()
  try {
    const all: Contestant[] = []
    for (const name of names) all.push(await starting[name](folder, count))
    return {
      folder,
      all,
      async close() {
        await stopAll()
        removeFolder(folder)
      },
    }
  } catch (error) {
    await stopAll()
    removeFolder(folder)
    throw error
  }
}

const starting: Record<Name, (folder: string, count: number) => Promise<Contestant>> = {
  async Dormouse(folder, count) {
    const store = join(folder, 'store')
    await answerOf('bench/programs/fill.ts', [store, String(count)])
    const { program, port } = await startDormouse(store)
    const token = await signUp(port)
    return {
      name: 'Dormouse',
      tongue: 'rest',
      program,
      port,
      open: connections => connect(port, { connections, token }),
    }
  },
  SQLite: (folder, count) => startPeer('SQLite', 'rest', 'bench/peers/sqlite.ts', folder, count),
  'json-server': (folder, count) =>
    startPeer('json-server', 'json-server', 'bench/peers/json-server.ts', folder, count),
}

async function startPeer(
  name: Name,
  tongue: Tongue,
  script: string,
  folder: string,
  count: number,
): Promise<Contestant> {
  const program = start(script, [folder, String(count)])
  const port = await portOf(program)
  return { name, tongue, program, port, open: connections => connect(port, { connections }) }
}

/** Asks one contestant for the operation, a new request each time. */
export function runner(
  { tongue, program }: Contestant,
  connection: Connection,
  operation: OperationName,
  { count, seed }: { count: number; seed: number },
): Runner {
  const make: (at: number) => Ask = asker(operation, tongue, count, seed)
  return {
    ask(at) {
      const [method, path, body] = make(at)
      return connection.must(method, path, body)
    },
    cpu: () => cpuOf(program),
  }
}

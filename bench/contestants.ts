/** The servers that are measured beside each other, filled with the same people. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
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

export interface Ground {
  /** What is there already is taken as it is. */
  folder: string
  startMsMax: number
}

export async function startContestants(
  count: number,
  names: readonly Name[],
  { folder, startMsMax }: Ground = { folder: benchFolder(), startMsMax: 300_000 },
): Promise<Contestants> {
  try {
    const all: Contestant[] = []
    for (const name of names) all.push(await starting[name](folder, count, startMsMax))
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

const starting: Record<Name, (folder: string, count: number, startMsMax: number) => Promise<Contestant>> = {
  async Dormouse(folder, count) {
    const store = join(folder, 'store')
    if (!existsSync(store)) await answerOf('bench/programs/fill.ts', [store, String(count)])
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
  SQLite: (folder, count, startMsMax) =>
    startPeer({ name: 'SQLite', tongue: 'rest' }, 'bench/peers/sqlite.ts', [folder, String(count)], startMsMax),
  'json-server': (folder, count, startMsMax) =>
    startPeer(
      { name: 'json-server', tongue: 'json-server' },
      'bench/peers/json-server.ts',
      [folder, String(count)],
      startMsMax,
    ),
}

async function startPeer(
  peer: Pick<Contestant, 'name' | 'tongue'>,
  script: string,
  args: readonly string[],
  startMsMax: number,
): Promise<Contestant> {
  const program = start(script, args)
  const port = await portOf(program, startMsMax)
  return { ...peer, program, port, open: connections => connect(port, { connections }) }
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

/** What it costs to open the data cold, and how much memory they then take, beside the peers' way of keeping them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { benchFolder, removeFolder } from '../contestants.ts'
import type { Cold } from '../programs/cold.ts'
import { answerOf, portOf, start, stopAll } from '../programs/program.ts'
import { type Figures, type Series, verdict, whole } from '../table.ts'

export interface StoreOptions {
  sizes: readonly number[]
  quick: boolean
}

const bytesPerContactMax = 700
/**
 * CPU seconds of a cold start, on a machine that unpacks and parses the same records in `known`: on a slower or busier one
 * the target grows as that does.
 */
const coldTargets = [
  { count: 10_000, target: 0.08, known: 0.051 },
  { count: 100_000, target: 0.8, known: 0.57 },
]

function coldVerdict(count: number, seconds: number, known: number): string {
  const wanted = coldTargets.find(each => each.count === count)
  if (!wanted) return '–'
  const share = wanted.target / wanted.known
  const reached = seconds <= wanted.target || seconds <= share * known
  return `<= ${wanted.target} s or ${share.toFixed(1)}x unpacking: ${verdict(reached)}`
}

export async function store({ sizes, quick }: StoreOptions): Promise<Figures> {
  const rows: Figures['rows'][number][] = []
  const cpuOf: Record<string, [number, number][]> = { Dormouse: [], SQLite: [], 'json-server': [] }
  const bytesOf: Record<string, [number, number][]> = { Dormouse: [], 'json-server': [] }
  for (const count of sizes) {
    const folder = benchFolder()
    try {
      await answerOf('bench/programs/fill.ts', [join(folder, 'store'), String(count)])
      await filled('bench/peers/sqlite.ts', folder, count)
      await filled('bench/peers/json-server.ts', folder, count)
      const rounds = quick ? 3 : 7
      const ours = await best(rounds, 'bench/programs/cold.ts', [join(folder, 'store'), 'contacts'])
      const sqlite = await best(3, 'bench/programs/cold-peers.ts', [folder, 'sqlite'])
      const json = await best(3, 'bench/programs/cold-peers.ts', [folder, 'json'])
      const known = reference(join(folder, 'store', 'segments', 'contacts'))
      const bytes = ours.heldBytes / count
      rows.push([
        whole(count),
        cpu(ours),
        `${known.toFixed(3)} s`,
        cpu(sqlite),
        cpu(json),
        coldVerdict(count, ours.cpuSeconds, known),
        whole(bytes),
        whole(json.heldBytes / count),
        count < 10_000 ? '–' : `<= ${bytesPerContactMax}: ${verdict(bytes <= bytesPerContactMax)}`,
      ])
      for (const [name, each] of Object.entries({ Dormouse: ours, SQLite: sqlite, 'json-server': json }))
        cpuOf[name]?.push([count, each.cpuSeconds * 1000])
      bytesOf.Dormouse?.push([count, bytes])
      bytesOf['json-server']?.push([count, json.heldBytes / count])
    } finally {
      await stopAll()
      removeFolder(folder)
    }
  }
  const lines = (of: Record<string, [number, number][]>) =>
    Object.entries(of).map(([name, points]) => ({ name, points }))
  const series: Series[] = [
    { title: 'cold start, the store only', unit: 'ms of CPU', lines: lines(cpuOf) },
    { title: 'memory a contact', unit: 'bytes', lines: lines(bytesOf) },
  ]
  return {
    part: 'store',
    title: 'Cold start (the store only, CPU) and memory that the contacts take',
    columns: [
      'contacts',
      'Dormouse',
      'gunzip + parse',
      'SQLite',
      'json-server',
      'target',
      'bytes a contact',
      'json-server',
      'target',
    ],
    rows,
    notes: [
      'The lowest CPU of several starts; “gunzip + parse” is the same files read with nothing around it, in this process, warm.',
      'SQLite reads pages when they are asked for, so that its start costs nothing and its memory is the page cache’s.',
    ],
    series,
  }
}

async function filled(script: string, folder: string, count: number): Promise<void> {
  const peer = start(script, [folder, String(count)])
  await portOf(peer)
  await peer.stop()
}

async function best(rounds: number, script: string, args: readonly string[]): Promise<Cold> {
  let lowest: Cold | undefined
  for (let round = 0; round < rounds; round++) {
    const cold = await answerOf<Cold>(script, args)
    if (!lowest || cold.cpuSeconds < lowest.cpuSeconds)
      lowest = { ...cold, heldBytes: lowest?.heldBytes ?? cold.heldBytes }
  }
  return lowest as Cold
}

const cpu = ({ cpuSeconds }: Cold): string => `${cpuSeconds.toFixed(3)} s`

/** CPU seconds of unpacking and parsing the collection's files, and nothing else: what no store of such files can go below. */
function reference(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.gz'))
  let lowest = Number.POSITIVE_INFINITY
  for (let round = 0; round < 3; round++) {
    const before = process.cpuUsage()
    for (const name of files)
      for (const line of gunzipSync(readFileSync(join(folder, name)))
        .toString()
        .split('\n'))
        if (line) JSON.parse(line)
    const { user, system } = process.cpuUsage(before)
    lowest = Math.min(lowest, (user + system) / 1e6)
  }
  return lowest
}

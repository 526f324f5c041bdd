/**
 * Dormouse beside Express + SQLite and json-server: the same people, the same questions, over HTTP on loopback, warm. What
 * counts is the ratio within one run; the milliseconds are those of the machine it ran on.
 */
import { type Contestant, type Name, runner, startContestants } from '../contestants.ts'
import { contest, type Runner, type Times, throughput } from '../measure.ts'
import { type OperationName, operations, readings } from '../requests.ts'
import { type Figures, ms, ratio, type Series, whole } from '../table.ts'

export interface RestOptions {
  sizes: readonly number[]
  /** Turns fewer rounds; for trying the bench itself. */
  quick: boolean
}

/** json-server sorts and filters everything anew for each request, and writes its whole file for each change. */
const jsonServerMsMax = 4_000
/** Above this it would take minutes to say the same. */
const jsonServerCountMax = 100_000
const lanesOfWrites = 16

type Row = Figures['rows'][number]

export async function rest({ sizes, quick }: RestOptions): Promise<Figures> {
  const rows: Row[] = []
  const grown = new Map<string, [number, number][]>()
  const notes: string[] = []
  for (const count of sizes) {
    const names: Name[] = count > jsonServerCountMax ? ['Dormouse', 'SQLite'] : ['Dormouse', 'SQLite', 'json-server']
    const contestants = await startContestants(count, names)
    try {
      notes.push(`${whole(count)}: ${await agreement(contestants.all, count)}`)
      for (const operation of operations) {
        const times = await alone(contestants.all, operation, count, quick)
        rows.push(rowOf(count, operation, times))
        for (const [name, { p50 }] of Object.entries(times)) grow(grown, `${operation}\t${name}`, count, p50)
      }
      for (const operation of ['create', 'update'] as const) {
        const rates = await together(contestants.all, operation, count, quick)
        rows.push(rateRow(count, operation, rates))
      }
    } finally {
      await contestants.close()
    }
  }
  return {
    part: 'rest',
    title: 'Over HTTP on loopback, warm: p50 / p99 in ms on one connection, changes a second on 16',
    columns: ['contacts', 'what', 'Dormouse', 'Express + SQLite', 'json-server', 'time', 'CPU ms', 'CPU'],
    rows,
    notes: [
      ...notes,
      'time, CPU: SQLite’s by Dormouse’s, so above 1x Dormouse is ahead. CPU ms: of the server, for one request (Dormouse : SQLite).',
      'Dormouse and SQLite have synced a change to disk before they answer, json-server has not.',
    ],
    series: seriesOf(grown),
  }
}

/** One after another on one connection each. */
export async function alone(all: readonly Contestant[], operation: OperationName, count: number, quick: boolean) {
  const isReading = readings.includes(operation)
  const connections = all.map(each => each.open(1))
  const slow = all.findIndex(({ name }) => name === 'json-server')
  const runners = Object.fromEntries(
    all.map((each, index) => [
      each.name,
      runner(each, connections[index] as never, operation, { count, seed: isReading ? 5 : 7 }),
    ]),
  ) as Record<Name, Runner>
  const rounds = quick ? 60 : isReading ? 600 : 300
  const fast = { ...runners }
  if (slow >= 0) delete (fast as Partial<typeof fast>)['json-server']
  const times = await contest({ runners: fast, rounds, blocks: quick ? 3 : 12 })
  const others =
    slow >= 0
      ? await contest({
          runners: { 'json-server': runners['json-server'] },
          rounds: Math.min(rounds, 60),
          warmUp: 2,
          blocks: 1,
          msMax: jsonServerMsMax,
        })
      : {}
  for (const connection of connections) connection.close()
  return { ...times, ...others } as Partial<Record<Name, Times>>
}

/** Writes from sixteen connections at once; json-server is left out, for it is not asked to sync anything. */
export async function together(
  all: readonly Contestant[],
  operation: 'create' | 'update',
  count: number,
  quick: boolean,
) {
  const two = all.filter(({ name }) => name !== 'json-server')
  const connections = two.map(each => each.open(lanesOfWrites))
  const seed = operation === 'create' ? 11 : 13
  const runners = Object.fromEntries(
    two.map((each, index) => [each.name, runner(each, connections[index] as never, operation, { count, seed })]),
  ) as Record<Name, Runner>
  const rates = await throughput(runners, { lanes: lanesOfWrites, perLane: quick ? 8 : 40, blocks: quick ? 2 : 8 })
  for (const connection of connections) connection.close()
  return rates
}

const both = (times: Times | undefined): string => (times ? `${ms(times.p50)} / ${ms(times.p99)}` : '–')

function rowOf(count: number, operation: OperationName, times: Partial<Record<Name, Times>>): Row {
  const { Dormouse: ours, SQLite: theirs } = times
  const cells = (['Dormouse', 'SQLite', 'json-server'] as const).map(name => both(times[name]))
  return [
    whole(count),
    operation,
    ...cells,
    ratio(theirs?.p50 ?? Number.NaN, ours?.p50 ?? Number.NaN),
    ...cpuCells(ours, theirs),
  ]
}

function rateRow(count: number, operation: string, rates: Record<Name, Times & { perSecond: number }>): Row {
  const { Dormouse: ours, SQLite: theirs } = rates
  const cells = [`${whole(ours.perSecond)}/s`, `${whole(theirs.perSecond)}/s`, '–']
  const speed = ratio(1 / theirs.perSecond, 1 / ours.perSecond)
  return [whole(count), `${operation}, 16 connections`, ...cells, speed, ...cpuCells(ours, theirs)]
}

const cpuCells = (ours: Times | undefined, theirs: Times | undefined): string[] => {
  const [own, other] = [ours?.cpuMs ?? Number.NaN, theirs?.cpuMs ?? Number.NaN]
  return [`${ms(own)} : ${ms(other)}`, ratio(other, own)]
}

/** Before anything is timed: both count the same people for the same questions. */
async function agreement(all: readonly Contestant[], count: number): Promise<string> {
  const two = all.filter(({ name }) => name !== 'json-server')
  const connections = two.map(each => each.open(1))
  let compared = 0
  for (const operation of readings.slice(0, 3))
    for (let at = 0; at < 10; at++) {
      const totals = await Promise.all(
        two.map(async (each, index) => {
          const asked = runner(each, connections[index] as never, operation, { count, seed: 5 })
          const reply = (await asked.ask(at)) as { headers: Record<string, string>; body: { id: string }[] }
          return `${reply.headers['content-range']?.split('/')[1]} ${reply.body.map(({ id }) => id)}`
        }),
      )
      if (new Set(totals).size > 1) throw new Error(`${operation} ${at}: the answers differ:\n${totals.join('\n')}`)
      compared++
    }
  for (const connection of connections) connection.close()
  return `${compared} answers of Dormouse and SQLite compared, rows and totals: the same.`
}

function grow(grown: Map<string, [number, number][]>, name: string, count: number, value: number): void {
  const points = grown.get(name)
  if (points) points.push([count, value])
  else grown.set(name, [[count, value]])
}

function seriesOf(grown: Map<string, [number, number][]>): Series[] {
  return operations.map(operation => ({
    title: operation,
    unit: 'ms, p50',
    lines: [...grown].flatMap(([key, points]) => {
      const [of, name = ''] = key.split('\t')
      return of === operation ? [{ name, points }] : []
    }),
  }))
}

/**
 * A store ten times as large as it has to be, a hundred campaigns behind it: what filling, folding and compaction cost a
 * row as it grows, what a cold reader pays for what it asks for, how much memory that takes, and how far the peer is.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { benchFolder, type Contestant, removeFolder, startContestants } from '../contestants.ts'
import { timed } from '../measure.ts'
import type { Cold } from '../programs/cold.ts'
import type { Filled, Milestone } from '../programs/fill.ts'
import { answerOf, memoryOf } from '../programs/program.ts'
import { operations, readings } from '../requests.ts'
import { type Figures, megabytes, ms, ratio, type Series, seconds, whole } from '../table.ts'
import { alone, together } from './rest.ts'

export interface ScaleOptions {
  contacts: number
  deliveries: number
  /** A folder that keeps the filled store for the next run; without one it is filled anew and removed. */
  keep?: string
  quick: boolean
}

type Row = Figures['rows'][number]

/** A campaign goes to as many people, or to everybody where there are fewer. */
const perCampaignMax = 100_000
const bulkRows = 1_000
const bulkRequests = 10

export async function scale(options: ScaleOptions): Promise<Figures> {
  const ground = options.keep ?? benchFolder()
  const folder = join(ground, 'run')
  try {
    const filled = await fill(ground, options)
    // The files of a store never change, so that links to them are a copy.
    removeFolder(folder)
    mkdirSync(folder)
    execFileSync('cp', ['-al', join(ground, 'store'), join(folder, 'store')])
    const rows = [
      ...fillRows('contacts', filled.contactMilestones),
      ...fillRows('deliveries', filled.deliveryMilestones),
      ...(await coldRows(join(folder, 'store'))),
      ...(await warmRows(folder, filled.contacts, options.quick)),
    ]
    return {
      part: 'scale',
      title: `${whole(filled.contacts)} contacts and ${whole(filled.deliveries)} deliveries in one store`,
      columns: ['what', 'Dormouse', 'Express + SQLite', 'ratio'],
      rows,
      notes: [
        'Filled through the committer, 5,000 rows a commit, folds and compaction included, every file synced. “Written” counts every file and every swap of the root, what was merged later too.',
        'Cold: a process of its own that opens the store and asks for one thing; “objects” are the files it read.',
        'Warm: over HTTP on loopback, one connection, p50; with 16 connections, changes a second.',
      ],
      series: [
        growth('CPU of filling', 'ms a thousand rows', filled, last => (last.cpuSeconds * 1e6) / last.rows),
        growth('files written', 'a thousand rows', filled, last => (last.objects * 1000) / last.rows),
        growth('bytes written', 'a row', filled, last => last.bytes / last.rows),
        growth('resident memory, filling', 'MB', filled, last => last.residentBytes / 1e6),
      ],
    }
  } finally {
    removeFolder(options.keep === undefined ? ground : folder)
  }
}

async function fill(folder: string, { contacts, deliveries }: ScaleOptions): Promise<Filled> {
  const note = join(folder, 'fill.json')
  if (existsSync(note)) return JSON.parse(readFileSync(note, 'utf8'))
  mkdirSync(folder, { recursive: true })
  const each = Math.min(perCampaignMax, contacts)
  const args = [contacts, Math.ceil(deliveries / each), each].map(String)
  const filled = await answerOf<Filled>('bench/programs/fill.ts', [join(folder, 'store'), ...args])
  writeFileSync(note, JSON.stringify(filled))
  return filled
}

function fillRows(what: string, milestones: readonly Milestone[]): Row[] {
  const last = milestones.at(-1)
  if (!last) return []
  const first = milestones[0] as Milestone
  const cpu = (each: Milestone) => (each.cpuSeconds * 1e6) / each.rows
  return [
    [`filling ${whole(last.rows)} ${what}`, `${whole(last.rows / last.seconds)}/s`, '–', '–'],
    [`${what}: CPU a thousand, in the first tenth, over all`, `${ms(cpu(first))}, ${ms(cpu(last))} ms`, '–', '–'],
    [
      `${what}: written for a thousand`,
      `${((last.objects * 1000) / last.rows).toFixed(2)} objects, ${whole(last.bytes / last.rows)} KB`,
      '–',
      '–',
    ],
  ]
}

/** What each look costs that finds nothing in memory. */
async function coldRows(store: string): Promise<Row[]> {
  const looks: [what: string, args: string[]][] = [
    ['the root alone', []],
    ['how many deliveries there are, by campaign', ['deliveries']],
    ['what one person received', ['received', 'p-0000001']],
    ['the history of one person', ['changes', 'contacts/p-0000001']],
    ['the deliveries of one campaign', ['deliveries', 'old1']],
    ['all contacts', ['contacts']],
  ]
  const rows: Row[] = []
  for (const [what, args] of looks) {
    const cold = await answerOf<Cold>('bench/programs/cold.ts', [store, ...args])
    const cost = `${ms(cold.cpuSeconds * 1000)} ms CPU, ${cold.reads} objects`
    rows.push([`cold: ${what} (${whole(cold.rows)} rows)`, `${cost}, ${megabytes(cold.heldBytes)}`, '–', '–'])
  }
  return rows
}

const startMsMax = 1_800_000

async function warmRows(folder: string, count: number, quick: boolean): Promise<Row[]> {
  const contestants = await startContestants(count, ['Dormouse', 'SQLite'], { folder, startMsMax })
  const rows: Row[] = []
  try {
    const [ours] = contestants.all as [Contestant]
    rows.push(...(await memoryRows(ours)))
    for (const operation of operations) {
      const { Dormouse, SQLite } = await alone(contestants.all, operation, count, quick)
      const [own, other] = [Dormouse?.p50 ?? Number.NaN, SQLite?.p50 ?? Number.NaN]
      rows.push([operation, `${ms(own)} ms`, `${ms(other)} ms`, ratio(other, own)])
      if (operation === readings.at(-1)) rows.push(memoryRow('contacts and their indexes loaded', ours))
    }
    for (const operation of ['create', 'update'] as const) {
      const { Dormouse, SQLite } = await together(contestants.all, operation, count, quick)
      const cells = [Dormouse, SQLite].map(({ perSecond }) => `${whole(perSecond)}/s`)
      rows.push([`${operation}, 16 connections`, ...cells, ratio(1 / SQLite.perSecond, 1 / Dormouse.perSecond)])
    }
    rows.push(await bulkRow(ours))
  } finally {
    await contestants.close()
  }
  return rows
}

const memoryRow = (what: string, { program }: Contestant): Row => [
  `resident memory of the server, ${what}`,
  megabytes(memoryOf(program).now),
  '–',
  '–',
]

/** Deliveries are looked at campaign by campaign: memory holds those that somebody looked at. */
async function memoryRows(ours: Contestant): Promise<Row[]> {
  const rows = [memoryRow('nothing asked for yet', ours)]
  const connection = ours.open(1)
  const look = (campaign: number) =>
    connection.must(
      'GET',
      `/api/deliveries?filter=${encodeURIComponent(JSON.stringify({ campaignId: `old${campaign}` }))}&range=[0,24]`,
    )
  const first = await timed(() => look(1))
  const again = await timed(() => look(1))
  rows.push([
    'first page of a campaign’s deliveries: first time, again',
    `${seconds(first.seconds)}, ${ms(again.seconds * 1000)} ms`,
    '–',
    '–',
  ])
  rows.push(memoryRow('the deliveries of one campaign looked at', ours))
  connection.close()
  return rows
}

async function bulkRow(ours: Contestant): Promise<Row> {
  const connection = ours.open(2)
  const request = (nth: number) => {
    const made = Array.from({ length: bulkRows }, (_, at) => ({
      op: 'create',
      id: `bulk-${nth}-${at}`,
      values: { firstName: 'Bulk', lastName: `Person ${at}`, email: `bulk.${nth}.${at}@example.org` },
    }))
    return connection.must('POST', '/api/contacts/_bulk', { operations: made })
  }
  const { seconds: took } = await timed(async () => {
    for (let nth = 0; nth < bulkRequests; nth += 2) await Promise.all([request(nth), request(nth + 1)])
  })
  connection.close()
  return [`contacts made, ${whole(bulkRows)} a request`, `${whole((bulkRows * bulkRequests) / took)}/s`, '–', '–']
}

const growth = (title: string, unit: string, filled: Filled, of: (milestone: Milestone) => number): Series => ({
  title,
  unit,
  lines: [
    { name: 'contacts', points: points(filled.contactMilestones, of) },
    { name: 'deliveries', points: points(filled.deliveryMilestones, of) },
  ],
})

const points = (milestones: readonly Milestone[], of: (milestone: Milestone) => number) =>
  milestones.filter(each => each.rows > 0 && of(each) > 0).map(each => [each.rows, of(each)] as const)

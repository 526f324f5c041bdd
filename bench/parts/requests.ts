/** What each thing costs in requests, counted by doubles of S3, SQS and SES that the real SDK talks to. */
import { benchFolder, removeFolder } from '../contestants.ts'
import { costOf } from '../prices.ts'
import { answerOf } from '../programs/program.ts'
import type { Counted } from '../programs/requests.ts'
import { type Figures, verdict, whole } from '../table.ts'

/** Targets by the beginning of what was counted: what must hold, and how it is written. */
const targets: [what: string, text: string, holds: (counted: Counted) => boolean][] = [
  ['reading, nothing new', '1 GET, <= $0.40 a million', ({ times, requests }) => of(requests, /^s3 /) === times],
  ['reading after a change', '1 GET', ({ times, requests }) => of(requests, /^s3 /) === times],
  [
    'single writes, one after',
    '1 PUT + folds, <= $12 a million',
    ({ times, requests, commits }) =>
      commits <= times * 1.1 && of(requests, puts) <= times * 1.5 && (costOf(requests) / times) * 1e6 <= 12,
  ],
  [
    'campaign',
    '<= 0.1 PUT a person',
    ({ times, requests }) => of(requests, puts) <= Math.max(times * 0.1, campaignPutsLeast),
  ],
]
/** Small campaigns pay for beginning and ending. */
const campaignPutsLeast = 250

const puts = /^s3 (Put|List|Copy)/
const of = (requests: Readonly<Record<string, number>>, pattern: RegExp): number =>
  Object.entries(requests).reduce((sum, [name, count]) => sum + (pattern.test(name) ? count : 0), 0)

export async function requests({ recipients, quick }: { recipients: number; quick: boolean }): Promise<Figures> {
  const folder = benchFolder()
  try {
    const args = [folder, String(recipients), quick ? '100' : '1000']
    const found = await answerOf<Counted[]>('bench/programs/requests.ts', args)
    return {
      part: 'requests',
      title: `Requests, every one counted: ${whole(recipients)} contacts, a warm instance of each function`,
      columns: [
        'what',
        'times',
        'root swaps',
        'S3 PUT',
        'S3 GET',
        'SQS',
        'PUT each',
        'GET each',
        '$ per million, mails aside',
        'target',
      ],
      rows: found.map(rowOf),
      notes: [
        'PUT: PutObject and ListObjectsV2, which cost the same. Whoever waits for its own change looks at the root meanwhile: those GETs are counted.',
        'S3 answers single writes after 20 ms (GET) and 40 ms (PUT), as it does beside a function.',
        'SQS: send, receive, delete; a function that SQS calls pays for the same three.',
      ],
    }
  } finally {
    removeFolder(folder)
  }
}

function rowOf(counted: Counted): Figures['rows'][number] {
  const { what, times, commits, requests: made } = counted
  const target = targets.find(([begins]) => what.startsWith(begins))
  const [put, get, sqs] = [of(made, puts), of(made, /^s3 (Get|Head)/), of(made, /^sqs /)]
  const { 'ses SendEmail': _mails, ...rest } = made
  return [
    what,
    whole(times),
    whole(commits),
    whole(put),
    whole(get),
    whole(sqs),
    (put / times).toFixed(3),
    (get / times).toFixed(3),
    ((costOf(rest) / times) * 1e6).toFixed(2),
    target ? `${target[1]}: ${verdict(target[2](counted))}` : '–',
  ]
}

/** A whole installation in memory, for tests of the worker: its writer runs, mails go wherever the test's sender takes them. */
import type { Actor, Json, Outcome } from '@dormouse/model'
import { campaignLetters } from '../../api/campaigns/letters.ts'
import { type Clock, systemClock } from '../../api/clock.ts'
import { collectionSpecs, projections } from '../../api/collections.ts'
import { memoryQueue } from '../../api/command/queue.memory.ts'
import { type Submit, submitter } from '../../api/command/submit.ts'
import { systemIds } from '../../api/ids.ts'
import type { Log } from '../../api/log.ts'
import { addressHash } from '../../api/mail/address-hash.ts'
import type { Sender } from '../../api/mail/sender.ts'
import { openCommitter } from '../../api/store/commit.ts'
import { memoryObjects } from '../../api/store/objects.memory.ts'
import type { ObjectStore } from '../../api/store/objects.ts'
import { openReplica } from '../../api/store/replica.ts'
import type { Reader, StoredRecord } from '../../api/store/view.ts'
import { handlers } from '../../api/writer/handlers.ts'
import { writerPlanner } from '../../api/writer/planner.ts'
import { runWriter } from '../../api/writer/run.ts'
import { runCampaign } from '../../worker/campaign.ts'
import { type Halt, makeHalt } from '../../worker/halt.ts'
import { ledger } from '../../worker/ledger.ts'

export const product: Actor = { id: 'sample', role: 'system' }
const silent: Log = { info() {}, warn() {}, error() {} }
const clock = systemClock
const ids = systemIds

export interface Person {
  id: string
  email: string | null
  [field: string]: Json
}

export async function openHouse({ log = silent } = {}) {
  const objects = memoryObjects()
  const exchange = memoryObjects()
  const queue = memoryQueue({ clock })
  const reader = openReplica({ objects, specs: collectionSpecs, projections, clock })
  const committer = openCommitter({ objects, replica: reader, clock, ids, specs: collectionSpecs, projections })
  const key = new TextEncoder().encode('a key of tests')
  const hash = (address: string) => addressHash(key, address)
  const planner = writerPlanner({ handlers, staging: exchange, addressHash: hash, clock, log, specs: collectionSpecs })
  const submit = submitter({ queue, outcomes: reader, staging: exchange, clock, ids })
  const closing = new AbortController()
  const writing = runWriter({ queue, committer, planner, clock, log, signal: closing.signal })
  const linkKeys = [{ id: 'k1', key: new TextEncoder().encode('a link key') }]
  const letters = () => campaignLetters({ publicUrl: 'http://127.0.0.1:4000', linkKeys, addressHash: hash })

  return {
    objects,
    exchange,
    queue,
    reader,
    submit,
    hash,
    linkKeys,
    clock,
    ...furnished({ submit, reader, clock }),

    /** One worker, in this process. */
    work(id: string, sender: Sender, { halt = makeHalt(), mailRate, through = same }: Working = {}) {
      const outside = through({ reader, submit, exchange, sender, clock })
      return runCampaign(id, {
        ...outside,
        glance: outside.reader.read.bind(outside.reader),
        ledger: ledger({ ...outside, log }),
        feedback: sender.feedback,
        letters: letters(),
        addressHash: hash,
        mailRate,
        ids,
        log,
        halt,
        relieve: () => undefined,
      })
    },

    async close(): Promise<void> {
      closing.abort()
      await writing
      await reader.close()
      await queue.close()
    },
  }
}

/** Everything a worker reaches out for: whatever it awaits passes through one of these. */
export interface Outside {
  reader: Reader
  submit: Submit
  exchange: ObjectStore
  sender: Sender
  clock: Clock
}

interface Working {
  halt?: Halt
  mailRate?: number
  /** Puts something between the worker and its surroundings. */
  through?(outside: Outside): Outside
}

const same = (outside: Outside): Outside => outside

/** What tests do to an installation, in memory or on disk. */
export function furnished({ submit, reader, clock }: { submit: Submit; reader: Reader; clock: Clock }) {
  async function send(type: string, input: Json, rows?: Json[], actor = product): Promise<Outcome> {
    const { outcome } = await submit({ type, actor, input }, { waitMs: 20_000, ...(rows ? { rows } : {}) })
    if (!outcome) throw new Error(`nothing became of ${type}`)
    return outcome
  }

  async function must(type: string, input: Json, rows?: Json[]): Promise<Json> {
    const outcome = await send(type, input, rows)
    if (!outcome.ok)
      throw new Error(`${type}: ${outcome.problem.message} ${JSON.stringify(outcome.problem.errors ?? {})}`)
    return outcome.result ?? null
  }

  async function write(resource: string, rows: { id: string; values: Record<string, Json> }[]): Promise<void> {
    for (let first = 0; first < rows.length; first += 500) {
      const operations = rows.slice(first, first + 500).map(row => ({ op: 'create', resource, ...row }))
      const result = (await must('system.write', {}, operations)) as { refused: number; problems: Json }
      if (result.refused > 0) throw new Error(`${resource}: ${JSON.stringify(result.problems).slice(0, 500)}`)
    }
  }

  return {
    send,
    must,
    write,
    act: (id: string, action: string, input: Json = {}) => send('act', { resource: 'campaigns', id, action, input }),

    /** Settings, the group of everyone, a template, and these people. */
    async furnish(people: readonly Person[], body = '<p>Dear {{default firstName "friend"}},</p>'): Promise<void> {
      await write('settings', [
        {
          id: 'settings',
          values: { organisation: 'The Wood', senderEmail: 'news@wood.example', postalAddress: '1 Road' },
        },
      ])
      await must('groups.install', {})
      await write('templates', [{ id: 'letter', values: { name: 'Letter', subject: 'For {{firstName}}', body } }])
      await write(
        'contacts',
        people.map(({ id, ...values }) => ({ id, values })),
      )
    },

    async campaign(id: string, values: Record<string, Json> = {}): Promise<void> {
      const audience = { segmentIds: ['everyone'], contactIds: [], exceptSegmentIds: [], exceptContactIds: [] }
      await write('campaigns', [{ id, values: { name: id, templateId: 'letter', audience, ...values } }])
    },

    get: (resource: string, id: string): Promise<StoredRecord | undefined> =>
      reader.read({ collections: [resource] }, view => view.table(resource).get(id)),
    deliveries: (campaignId: string): Promise<StoredRecord[]> =>
      reader.read({ partitions: [['deliveries', campaignId]] }, view => [
        ...view.partition('deliveries', campaignId).values(),
      ]),
    /** For races against what should not take so long. */
    after: (ms: number): Promise<'too late'> => clock.wait(ms).then(() => 'too late' as const),
  }
}

export type House = Awaited<ReturnType<typeof openHouse>>

export const people = (count: number): Person[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `p${index + 1}`,
    firstName: `Person ${index + 1}`,
    email: `person${index + 1}@example.org`,
  }))

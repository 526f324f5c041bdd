/** From the outcome of a command to an answer: the record as it stands then, what the command answered, or its refusal. */
import { type Actor, type AnyResource, jobs, type Outcome, resourceNamed } from '@dormouse/model'
import { findNeeds, findRecord } from '../read/find.ts'
import { propertiesOf } from '../read/properties.ts'
import { type Row, shownTo } from '../read/shown.ts'
import type { Reader } from '../store/view.ts'
import { type Answer, ProblemError } from './route.ts'

export interface Asked {
  reader: Reader
  actor: Actor
  /** What the command was about, where one knows. */
  resource?: AnyResource
  /** 200 unless something new was made. */
  status?: number
  /** A record as it was before it was removed. */
  removed?: Row
}

export async function answerTo(outcome: Outcome, sequence: number | undefined, asked: Asked): Promise<Answer> {
  if (!outcome.ok) throw await refusalOf(outcome, asked)
  const headers: Record<string, string> = sequence === undefined ? {} : { 'X-Sequence': String(sequence) }
  const { status = 200, removed } = asked
  const { resource: name, id, result } = outcome
  if (name === jobs.name && id !== undefined) return underWay(id, headers, asked)
  if (result !== undefined) return { status, headers, body: result }
  if (removed) return { status, headers, body: removed }
  const resource = name === undefined ? undefined : resourceNamed(name)
  if (!resource || id === undefined) return { status, headers, body: { done: true } }
  // Removed by somebody else, or no longer theirs to see, before it could be read: the change itself was made.
  return { status, headers, body: (await show(resource, id, asked)) ?? { id } }
}

/** A change of thousands of records: its job says how far it is. */
async function underWay(id: string, headers: Record<string, string>, asked: Asked): Promise<Answer> {
  const job = await show(jobs, id, asked)
  const location = `/api/jobs/${encodeURIComponent(id)}`
  return { status: 202, headers: { ...headers, Location: location }, body: { id, pending: true, job: job ?? null } }
}

function show(resource: AnyResource, id: string, { reader, actor }: Asked): Promise<Row | undefined> {
  return reader.read(findNeeds(resource, id, actor), view => {
    const record = findRecord(view, resource, id, actor)
    return record && shownTo(view, resource, actor, propertiesOf(view, resource))(record)
  })
}

/** With a stale version the record goes along, as far as its reader may see it. */
async function refusalOf({ problem }: Extract<Outcome, { ok: false }>, asked: Asked): Promise<ProblemError> {
  const { current, ...rest } = problem
  if (!current || !asked.resource || typeof current.id !== 'string') return new ProblemError(rest)
  const now = await show(asked.resource, current.id, asked)
  return new ProblemError(now ? { ...rest, current: now } : rest)
}

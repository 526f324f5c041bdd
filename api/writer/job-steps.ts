/** What a step of a large change does (`jobs.ts`): the commands `<jobId>-<n>`, and those that begin and end one. */
import { type Json, type Outcome, type Refused, refuse, resourceNamed } from '@dormouse/model'
import { z } from 'zod'
import type { Needs, StoredRecord } from '../store/view.ts'
import { refreshFollowers } from './derived.ts'
import { isRefused } from './draft.ts'
import type { Draft, Handler } from './handler.ts'
import { endJob, startJob, stepMax } from './jobs.ts'
import { isWhole, throughsTo } from './links.ts'
import { needsOf, unionOf } from './needs.ts'
import { missing } from './records.ts'
import { removeFollowers, removeTree } from './removals.ts'
import { operation, perform } from './rest.ts'
import { joinContacts, moveReferences } from './rules/merge.ts'

/** What a step did, or why the job can't go on. */
interface Step {
  done: number
  refused?: { id: string; message: string }[]
  isLast: boolean
}

const kinds: Record<string, (draft: Draft, job: StoredRecord, rows: readonly Json[]) => Step | Refused> = {
  delete: deletion,
  merge,
  change,
  refresh,
}

const jobNeeds: Needs = { collections: ['jobs', 'notifications', 'staff'] }
/** Of the records that could not be changed, those that are named. */
const problemsMax = 50

const beginInput = z.object({ jobId: z.string().max(64), resource: z.string().max(100), total: z.number().int() })

/** The rows of each step have been staged under its id before this is sent. */
const begin: Handler = {
  needs: () => jobNeeds,
  decide(draft, { input }) {
    const { jobId, resource, total } = beginInput.parse(input)
    if (!isWhole(resourceNamed(resource))) return missing()
    if (!draft.table('jobs').get(jobId)) startJob(draft, { kind: 'change', resource, total }, jobId)
    return { ok: true, resource: 'jobs', id: jobId }
  },
}

const stepInput = z.object({
  jobId: z.string(),
  step: z.number().int(),
  resource: z.string(),
  recordId: z.string().nullable(),
})

const step: Handler = {
  needs({ input }) {
    const { resource, recordId } = stepInput.parse(input)
    return unionOf([jobNeeds, needsOf(resource, { ids: recordId === null ? [] : [recordId] })])
  },
  decide(draft, { input }, rows) {
    const { jobId, step } = stepInput.parse(input)
    const table = draft.table('jobs')
    const job = table.get(jobId)
    if (job?.status !== 'working' || job.step !== step - 1) return refuse('refused', 'This step is not due.')
    const did = draft.attempt(() => (kinds[String(job.kind)] as (typeof kinds)[string])(draft, job, rows))
    if (isRefused(did)) endJob(draft, job, 'failed', did.problem.message)
    else {
      const now = table.set(jobId, { step, ...countedWith(job, did) }, { quiet: true })
      if (did.isLast) endJob(draft, now, 'done')
    }
    return { ok: true, resource: 'jobs', id: jobId }
  },
}

function countedWith(job: StoredRecord, { done, refused = [] }: Step): Record<string, Json> {
  const problems = (job.problems ?? []) as Json[]
  const more = refused.slice(0, Math.max(0, problemsMax - problems.length))
  return {
    done: Number(job.done) + done + refused.length,
    refused: Number(job.refused) + refused.length,
    ...(more.length > 0 ? { problems: [...problems, ...(more as unknown as Json[])] } : {}),
    reason: job.reason ?? refused[0]?.message ?? null,
  }
}

function deletion(draft: Draft, job: StoredRecord): Step | Refused {
  const resource = resourceNamed(String(job.resource))
  const record = resource && draft.table(resource.name).get(String(job.recordId))
  if (!record) return { done: 0, isLast: true }
  const released = removeFollowers(draft, resource, record, stepMax)
  if (isRefused(released)) return released
  if (released >= stepMax) return { done: released, isLast: false }
  return removeTree(draft, resource, record) ?? { done: released + 1, isLast: true }
}

function merge(draft: Draft, job: StoredRecord): Step | Refused {
  const table = draft.table('contacts')
  const [survivor, other] = [table.get(String(job.intoId)), table.get(String(job.recordId))]
  if (!survivor || !other) return missing()
  const moved = moveReferences(draft, other, survivor, stepMax)
  if (isRefused(moved)) return moved
  if (moved >= stepMax) return { done: moved, isLast: false }
  const joined = joinContacts(draft, table.get(survivor.id) as StoredRecord, other)
  return joined.ok ? { done: moved, isLast: true } : joined
}

/** Each operation stands for itself, and is asked of its owner's rights as they are now. */
function change(draft: Draft, job: StoredRecord, rows: readonly Json[]): Step | Refused {
  const operations = z.array(operation).safeParse(rows)
  if (!operations.success) return refuse('invalid', 'What was to be changed can’t be read any more.')
  const refused: { id: string; message: string }[] = []
  for (const each of operations.data) {
    const written = draft.attempt(() => perform(draft, String(job.resource), each))
    if (isRefused(written)) refused.push({ id: each.id, message: written.problem.message })
  }
  const made = operations.data.length
  return { done: made - refused.length, refused, isLast: Number(job.done) + made >= Number(job.total) }
}

function refresh(draft: Draft, job: StoredRecord): Step | Refused {
  const resource = resourceNamed(String(job.resource))
  const record = resource && draft.table(resource.name).get(String(job.recordId))
  if (!record) return { done: 0, isLast: true }
  let done = 0
  for (const through of throughsTo(resource)) {
    const refreshed = refreshFollowers(draft, through, record, stepMax - done)
    if (isRefused(refreshed)) return refreshed
    done += refreshed
  }
  return { done, isLast: done < stepMax }
}

const endInput = z.object({ jobId: z.string(), reason: z.string() })

/** For a job that can't go on: whoever asked for it may no longer, or its steps were lost with a restored state. */
const end: Handler = {
  needs: () => jobNeeds,
  decide(draft, { input }): Outcome {
    const { jobId, reason } = endInput.parse(input)
    const job = draft.table('jobs').get(jobId)
    if (draft.actor.role !== 'system' || job?.status !== 'working') return missing()
    endJob(draft, job, 'failed', reason)
    return { ok: true, resource: 'jobs', id: jobId }
  },
}

export const jobHandlers: Record<string, Handler> = { 'job.begin': begin, 'job.step': step, 'job.end': end }

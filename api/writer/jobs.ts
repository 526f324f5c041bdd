/**
 * Changes of more records than one command may hold. A job is a record of the resource `jobs`; its steps are commands
 * `<jobId>-<n>`, each a commit of its own, put on the queue one after another by whoever runs the writer
 * (`api/jobs/driver.ts`). What a step does is said in `job-steps.ts`.
 *
 * 1. What can refuse the whole is asked before the first step.
 * 2. Between two steps everything is whole: followers go before what they follow, and nobody can refer to it any more.
 * 3. A step raises `step` in its own commit, so it is never made twice, and the record says which one is next.
 */
import { blank, jobs as declared, type Job, type Json, notifications, type Refused, refuse } from '@dormouse/model'
import type { StoredRecord } from '../store/view.ts'
import type { Draft } from './handler.ts'

/** Records that one command may change; more are a job. */
export const followersMax = 5_000
/** Records that one step changes: little enough that nobody who reads meanwhile notices. */
export const stepMax = 500

export interface Begun {
  kind: Job['kind']
  resource: string
  total: number
  recordId?: string
  intoId?: string
}

/** Answers the job's id. Its first step follows by itself. */
export function startJob(draft: Draft, begun: Begun, id: string = draft.newId()): string {
  const empty = blank(declared) as Record<string, Json>
  const staffId = draft.actor.role === 'system' ? null : draft.actor.id
  draft.table('jobs').create(id, { ...empty, ...begun, staffId })
  return id
}

/** The job that is taking this record away, or merging it into another one. */
export function jobTaking(draft: Draft, resource: string, id: string): StoredRecord | undefined {
  const table = draft.table('jobs')
  if (table.size === 0) return undefined
  return [...table.lookup('recordId', id), ...table.lookup('intoId', id)].find(
    job => job.status === 'working' && job.resource === resource && job.kind !== 'refresh',
  )
}

/** What thousands show of a record is brought up to date after the fact: a step looks at what differs then. */
export function refreshLater(draft: Draft, { resource, recordId, total }: Omit<Begun, 'kind'>): void {
  const isBegun = draft
    .table('jobs')
    .lookup('recordId', String(recordId))
    .some(job => job.kind === 'refresh' && job.status === 'working' && job.resource === resource)
  if (!isBegun) startJob(draft, { kind: 'refresh', resource, recordId, total })
}

/** Whether the record is on its way out: nothing new may refer to it. (What refers to one that is merged is moved on.) */
export function isGoing(draft: Draft, resource: string, id: string): boolean {
  const job = jobTaking(draft, resource, id)
  return job?.kind === 'delete' && job.recordId === id
}

/** A record in the hands of a job is nobody else's to change. */
export function takenByJob(draft: Draft, resource: string, id: string): Refused | undefined {
  const job = jobTaking(draft, resource, id)
  if (!job) return undefined
  const what = job.kind === 'delete' ? 'being deleted' : 'being merged'
  return refuse('refused', `This is ${what} just now. Look again when that has ended.`)
}

/** The job's last word, and a ring for whoever asked for it. */
export function endJob(draft: Draft, job: StoredRecord, status: 'done' | 'failed', reason?: string): void {
  const values = { status, finishedAt: draft.now, ...(reason === undefined ? {} : { reason: reason.slice(0, 1000) }) }
  draft.table('jobs').set(job.id, values, { quiet: true })
  const { staffId } = job
  // Nobody asked for what follows from a change by itself.
  if (job.kind === 'refresh' || typeof staffId !== 'string' || !draft.table('staff').get(staffId)) return
  const text = status === 'done' ? 'Your large change is done.' : 'Your large change could not be finished.'
  const told = { staffId, kind: 'other', text, about: { resource: 'jobs', id: job.id } }
  draft.table('notifications').create(draft.newId(), { ...(blank(notifications) as Record<string, Json>), ...told })
}

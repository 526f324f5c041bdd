/**
 * Puts the next step of every large change on the queue (`writer/jobs.ts`). Runs where the writer runs, after a commit and
 * before the queue forgets its messages: whoever is killed in between gets the messages again, and with them another look.
 * A step sent twice is one step, because its id says which one it is.
 */
import type { Actor, Role } from '@dormouse/model'
import { type Clock, isoOf } from '../clock.ts'
import type { CommandQueue } from '../command/queue.ts'
import { stagedKey } from '../command/staged.ts'
import type { Reader, StoredRecord } from '../store/view.ts'

export interface JobDriver {
  /** Something was decided about a job, or may have been. */
  notice(): void
  /** Sends what is due. Costs nothing unless something was noticed. */
  drive(): Promise<void>
}

interface DriverDeps {
  queue: Pick<CommandQueue, 'send'>
  reader: Reader
  clock: Clock
}

interface Open {
  job: StoredRecord
  actor: Actor
}

const interrupted = 'It was interrupted and can’t be taken up again. What was done so far stays.'

export function jobDriver({ queue, reader, clock }: DriverDeps): JobDriver {
  // What was under way when the last process ended is looked for once.
  let due = true
  const sent = new Set<string>()

  async function sendNext({ job, actor }: Open): Promise<void> {
    const step = Number(job.step) + 1
    const id = `${job.id}-${step}`
    const answered = await reader.outcome(id, 0)
    // It has its answer and was not made: the person may no longer, or the store was restored.
    if (answered) return sendEnd(job.id, answered.outcome.ok ? interrupted : answered.outcome.problem.message)
    if (sent.has(id)) return
    const { resource = null, recordId = null } = job
    const staged = job.kind === 'change' ? { staged: stagedKey(id) } : {}
    await send(id, { type: 'job.step', actor, input: { jobId: job.id, step, resource, recordId }, ...staged })
    sent.delete(`${job.id}-${step - 1}`)
    sent.add(id)
  }

  const sendEnd = (jobId: string, reason: string) =>
    send(`${jobId}-end`, { type: 'job.end', actor: { id: 'system', role: 'system' }, input: { jobId, reason } })

  const send = (id: string, command: object) =>
    queue.send({ commandId: id, body: JSON.stringify({ id, at: isoOf(clock.nowMs()), ...command }) })

  return {
    notice() {
      due = true
    },
    async drive() {
      if (!due) return
      due = false
      try {
        for (const open of await openJobs(reader)) await sendNext(open)
      } catch (error) {
        due = true
        throw error
      }
    },
  }
}

function openJobs(reader: Reader): Promise<Open[]> {
  return reader.read({ collections: ['jobs', 'staff'] }, view =>
    view
      .table('jobs')
      .lookup('status', 'working')
      .map(job => ({ job, actor: actorOf(job, view.table('staff').get(String(job.staffId))) })),
  )
}

/**
 * What goes with one record was allowed with it, whoever could change it by hand: that is the product's own work, in the
 * person's name. A change of many chosen records is the person's, with the rights they have by then.
 */
function actorOf(job: StoredRecord, staff: StoredRecord | undefined): Actor {
  const role = job.kind === 'change' ? ((staff?.role ?? 'viewer') as Role) : 'system'
  return { id: job.createdBy, role }
}

/**
 * Starts scheduled campaigns when their time has come (embedded; on AWS EventBridge Scheduler does). The writer decides
 * whether a campaign still waits for that time, so that however often this fires, it leaves once.
 */
import type { Clock } from '../clock.ts'
import type { Submit } from '../deps.ts'
import type { Log } from '../log.ts'
import type { Reader } from '../store/view.ts'
import { timeZoneIn } from './selection.ts'
import { momentOf } from './wall-time.ts'

export interface SchedulerDeps {
  reader: Reader
  submit: Submit
  clock: Clock
  log: Log
  signal: AbortSignal
}

/** The clock may be put right, the machine may sleep: never trust a longer wait. */
const lookMsMax = 20_000
const lookMsMin = 200

interface Due {
  campaignId: string
  scheduledAt: string
  inMs: number
}

/** Runs until `signal` aborts. */
export async function runScheduler({ reader, submit, clock, log, signal }: SchedulerDeps): Promise<void> {
  let wake = new AbortController()
  const unsubscribe = reader.subscribe(() => wake.abort('a change'))
  while (!signal.aborted) {
    wake = new AbortController()
    let waitMs = lookMsMax
    try {
      for (const due of await scheduled(reader, clock)) {
        if (due.inMs <= 0) await fire(due, submit)
        else waitMs = Math.min(waitMs, due.inMs)
      }
    } catch (error) {
      log.warn({ error: String(error) }, 'scheduled campaigns could not be looked at')
    }
    await clock.wait(lookMsMin, signal)
    await clock.wait(Math.max(0, waitMs - lookMsMin), AbortSignal.any([signal, wake.signal]))
  }
  unsubscribe()
}

/** Fires again as long as the campaign waits: an answer of "not yet" must not be remembered under an id of its own. */
async function fire({ campaignId, scheduledAt }: Due, submit: Submit): Promise<void> {
  await submit({
    type: 'campaign.fire',
    actor: { id: 'scheduler', role: 'system' },
    input: { campaignId, scheduledAt },
  })
}

function scheduled(reader: Reader, clock: Clock): Promise<Due[]> {
  return reader.read({ collections: ['campaigns', 'settings'] }, view => {
    const zone = timeZoneIn(view)
    return view
      .table('campaigns')
      .lookup('status', 'scheduled')
      .map(({ id, scheduledAt }) => {
        const at = String(scheduledAt)
        // A time that can't be read any more is due: the writer says what is wrong with it.
        return { campaignId: id, scheduledAt: at, inMs: (momentOf(at, zone) ?? 0) - clock.nowMs() }
      })
  })
}

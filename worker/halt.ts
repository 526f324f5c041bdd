/**
 * Why a worker stops handing over mails: a person paused or stopped the campaign, another worker took over, the process is
 * asked to end. Looked at every second and with every batch.
 */
import type { Clock } from '../api/clock.ts'
import type { Log } from '../api/log.ts'
import type { Reader } from '../api/store/view.ts'

export type HaltReason = 'paused' | 'overtaken' | 'leaving' | 'failed'

export interface Halt {
  readonly signal: AbortSignal
  readonly reason: HaltReason | undefined
  now(reason: HaltReason): void
}

export function makeHalt(): Halt {
  const controller = new AbortController()
  let reason: HaltReason | undefined
  return {
    signal: controller.signal,
    get reason() {
      return reason
    },
    now(why) {
      reason ??= why
      controller.abort()
    },
  }
}

const lookMs = 1_000

/** Watches the campaign's record until it says stop, or `halt` is called otherwise. */
export async function watchCampaign(
  campaignId: string,
  run: number,
  halt: Halt,
  { reader, clock, log }: { reader: Reader; clock: Clock; log: Log },
): Promise<void> {
  while (!halt.signal.aborted) {
    await clock.wait(lookMs, halt.signal)
    if (halt.signal.aborted) return
    try {
      const campaign = await reader.read({ collections: ['campaigns'] }, view =>
        view.table('campaigns').get(campaignId),
      )
      if (!campaign || campaign.run !== run) halt.now('overtaken')
      else if (campaign.status !== 'sending' && campaign.status !== 'preparing') halt.now('paused')
    } catch (error) {
      // Not to know is no reason to stop: every batch asks again.
      log.warn({ campaignId, error: String(error) }, 'the campaign could not be looked at')
    }
  }
}

/**
 * How many letters were under way whenever something died: so many may be unsure in the end, and not one more. Looked at in
 * the ledger, between a death and the next worker.
 */
import { halfMax } from '../../api/campaigns/reporting.ts'
import type { Submit } from '../../api/command/submit.ts'
import type { StoredRecord } from '../../api/store/view.ts'

export interface Ledger {
  submit: Submit
  deliveries(campaignId: string): Promise<StoredRecord[]>
}

/** What one worker can leave, whatever the ledger says: two halves. */
const perWorkerMax = 2 * halfMax
const decideMsMax = 600_000

export class Doubt {
  /** What may be unsure by now. */
  most = 0

  /** So many workers have died just now. */
  async died(ledger: Ledger, workers: number): Promise<void> {
    await decided(ledger.submit)
    this.most += Math.min(await inState(ledger, 'intended'), workers * perWorkerMax)
  }

  /** During `take` a worker takes the campaign over from another: what that one has intended is unsure until it tells. */
  async takenOver(ledger: Ledger, take: () => Promise<void>): Promise<void> {
    const before = await inState(ledger, 'uncertain')
    await take()
    this.most += Math.min(Math.max(0, (await inState(ledger, 'uncertain')) - before), perWorkerMax)
  }
}

const inState = async ({ deliveries }: Ledger, state: string): Promise<number> =>
  (await deliveries('c1')).filter(each => each.state === state).length

/** The dead have left commands on the queue: what comes after them is decided after them. */
export async function decided(submit: Submit): Promise<void> {
  const actor = { id: 'bench', role: 'system' } as const
  const { outcome } = await submit({ type: 'groups.install', actor, input: {} }, { waitMs: decideMsMax })
  if (!outcome) throw new Error('the writer does not decide')
}

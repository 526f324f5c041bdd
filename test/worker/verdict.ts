/** What a campaign promised and what it did: the mails that truly went out beside what the ledger says of them. */
import type { StoredRecord } from '../../api/store/view.ts'

export interface Verdict {
  /** Mails that the service took. */
  sent: number
  /** Second mails to one person that nobody asked for. */
  duplicates: number
  /** People who have no mail, and of whom the ledger does not say so; and those the ledger does not know at all. */
  lost: number
  /** Listed as "Not sure". */
  uncertain: number
  /** Known never to have got it, and listed so. */
  notSent: number
}

/** Nobody claims that a mail went to these; each can be seen on the campaign's page. */
const admitted = new Set(['uncertain', 'failed_permanent', 'skipped', 'cancelled', 'queued', 'failed_temporary'])

/** `mails`: the delivery id of each mail that the service took. */
export function verdictOf(recipients: number, mails: readonly string[], deliveries: readonly StoredRecord[]): Verdict {
  const got = new Set(mails)
  const states = new Map(deliveries.map(({ id, state }) => [id, String(state)]))
  const lost = deliveries.filter(({ id, state }) => !got.has(id) && !admitted.has(String(state)))
  const unknown = [...got].filter(id => !states.has(id))
  const count = (wanted: (state: string) => boolean) => [...states.values()].filter(wanted).length
  return {
    sent: mails.length,
    duplicates: mails.length - got.size,
    lost: lost.length + unknown.length + Math.max(0, recipients - deliveries.length),
    uncertain: count(state => state === 'uncertain'),
    notSent: count(state => state !== 'uncertain' && admitted.has(state)),
  }
}

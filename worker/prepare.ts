/** Brings a wave into the ledger: resolve who is meant at one pinned state, freeze that in a file, send it row by row. */
import type { Json } from '@dormouse/model'
import { type AudienceRow, audienceOf, mailRulesIn, readAudience, resolveAudience } from '../api/campaigns/audience.ts'
import { personIn } from '../api/campaigns/letters.ts'
import { addressOf, whyNotMailable } from '../api/campaigns/mailable.ts'
import { audienceKey, stagedAudience } from '../api/campaigns/staging.ts'
import type { StoredRecord } from '../api/store/view.ts'
import type { Run, RunDeps } from './campaign.ts'

/** As the writer keeps it in the campaign (`writer/campaigns/status.ts`). */
export interface WaveToPrepare {
  wave: number
  kind: 'original' | 'late' | 'retry'
  ready: boolean
  contactIds?: string[]
  segmentIds?: string[]
  states?: string[]
}

/** Rows of one command: small enough that no decision holds the writer for long. */
const rowsPerCommand = 2_000

export const preparable = (campaign: StoredRecord | undefined): WaveToPrepare[] =>
  ((campaign?.waves ?? []) as unknown as WaveToPrepare[]).filter(wave => wave.ready === false)

/** False: somebody else is at it, or the worker is to end. */
export async function prepareWave(run: Run, wave: WaveToPrepare, deps: RunDeps): Promise<boolean> {
  const { ledger, exchange, halt, log } = deps
  const { campaignId, number } = run
  const input = { campaignId, run: number, wave: wave.wave }
  const rows = await stagedAudience(exchange, audienceKey(campaignId, wave.wave), () =>
    wave.kind === 'retry' ? retried(campaignId, wave, deps) : meant(campaignId, wave, deps),
  )
  for (let first = 0; first < rows.length; first += rowsPerCommand) {
    const piece = rows.slice(first, first + rowsPerCommand) as unknown as Json[]
    const added = await ledger.send(run.commandId(), 'campaign.enqueue', input, { rows: piece, signal: halt.signal })
    if (!added?.ok) return false
  }
  const ready = await ledger.send(run.commandId(), 'campaign.ready', input, { signal: halt.signal })
  log.info({ campaignId, run: number, wave: wave.wave, people: rows.length }, 'a wave is in the ledger')
  return ready?.ok === true
}

function meant(
  campaignId: string,
  wave: WaveToPrepare,
  { reader, addressHash, clock }: RunDeps,
): Promise<AudienceRow[]> {
  const late = {
    contactIds: wave.contactIds ?? [],
    segmentIds: wave.segmentIds ?? [],
    exceptContactIds: [],
    exceptSegmentIds: [],
  }
  const find = (campaign: StoredRecord | undefined) => (wave.kind === 'late' || !campaign ? late : audienceOf(campaign))
  return readAudience(
    reader,
    view => ({ audience: find(view.table('campaigns').get(campaignId)) }),
    {},
    (view, audience) => {
      const onePer = view.table('campaigns').get(campaignId)?.onePer === 'person' ? 'person' : 'address'
      return resolveAudience(view, audience, { onePer, nowMs: clock.nowMs(), addressHash })
    },
  )
}

/** Those whose letter did not arrive; whoever may no longer be written to stays as they are. */
function retried(campaignId: string, wave: WaveToPrepare, { glance, addressHash }: RunDeps): Promise<AudienceRow[]> {
  const needs = {
    collections: ['contacts', 'suppressions', 'settings'],
    partitions: [['deliveries', campaignId]] as const,
  }
  return glance(needs, view => {
    const rules = mailRulesIn(view, addressHash)
    const deliveries = view.partition('deliveries', campaignId)
    return (wave.states ?? []).flatMap(state =>
      deliveries.lookup('state', state).map(delivery => {
        const contactId = String(delivery.contactId)
        const person = personIn(view, contactId)
        const why = person ? whyNotMailable(person, rules) : 'no longer in the list'
        return { contactId, address: (person && addressOf(person)) ?? null, ...(why ? { skip: why } : {}) }
      }),
    )
  })
}

/**
 * The frozen audience becomes deliveries, up to 5,000 in a command. Sent again after a restart it changes nothing: the id
 * of a delivery is campaign and person, and whoever is in the ledger already is passed by.
 */
import { blank, deliveries as deliveriesResource, type Json, type Outcome, refuse } from '@dormouse/model'
import type { AudienceRow } from '../../campaigns/audience.ts'
import { gotIt, retriable } from '../../campaigns/states.ts'
import type { StoredRecord } from '../../store/view.ts'
import type { Draft, DraftTable, Handler } from '../handler.ts'
import { idsOf } from './actions.ts'
import { type Attempt, attemptsOf, changesFor, queuedAgain, stateOf } from './attempts.ts'
import { statusOf, type Wave, wavesJson, wavesOf } from './status.ts'

interface EnqueueInput {
  campaignId: string
  run: number
  wave: number
}

export const enqueue: Handler = {
  needs: command => {
    const { campaignId } = command.input as unknown as EnqueueInput
    return { collections: ['campaigns', 'contacts'], partitions: [['deliveries', campaignId]] }
  },
  decide(draft, command, rows): Outcome {
    const { campaignId, run, wave: number } = command.input as unknown as EnqueueInput
    const campaign = draft.table('campaigns').get(campaignId)
    if (!campaign) return refuse('missing', 'There is no such campaign.')
    if (campaign.run !== run) return refuse('conflict', 'Another worker has taken this campaign over.')
    if (statusOf(campaign) === 'cancelled') return refuse('refused', 'This campaign was stopped for good.')
    const wave = wavesOf(campaign).find(each => each.wave === number)
    if (!wave) return refuse('missing', 'There is no such wave.')
    const taker = new Taker(draft, campaign, wave)
    const counts = { added: 0, skipped: 0, passed: 0 }
    for (const row of rows as unknown as AudienceRow[]) counts[taker.take(row)]++
    return { ok: true, resource: 'campaigns', id: campaignId, result: counts }
  },
}

class Taker {
  readonly #draft: Draft
  readonly #campaign: StoredRecord
  readonly #wave: Wave
  readonly #deliveries: DraftTable
  readonly #empty: Record<string, Json>

  constructor(draft: Draft, campaign: StoredRecord, wave: Wave) {
    this.#draft = draft
    this.#campaign = campaign
    this.#wave = wave
    this.#deliveries = draft.table('deliveries', campaign.id)
    this.#empty = blank(deliveriesResource) as Record<string, Json>
  }

  take(row: AudienceRow): 'added' | 'skipped' | 'passed' {
    const known = this.#known(row.contactId)
    const addressHash = row.address ? this.#draft.addressHash(row.address) : null
    if (known) return this.#takeAgain(known, row, addressHash)
    const reason = row.skip ?? this.#sameAddress(row.contactId, addressHash)
    const attempt: Attempt = {
      attempt: 1,
      wave: this.#wave.wave,
      state: reason ? 'skipped' : 'queued',
      at: this.#draft.now,
      ...(reason ? { reason } : {}),
    }
    this.#deliveries.create(`${this.#campaign.id}_${row.contactId}`, {
      ...this.#empty,
      campaignId: this.#campaign.id,
      contactId: row.contactId,
      addressAtSend: row.address,
      addressHash,
      contentVersion: this.#campaign.contentVersion ?? null,
      ...changesFor([attempt]),
    })
    return reason ? 'skipped' : 'added'
  }

  /** The person's delivery, be it under the id of a duplicate that was merged into them. */
  #known(contactId: string): StoredRecord | undefined {
    const own = this.#deliveries.get(`${this.#campaign.id}_${contactId}`)
    if (own) return own
    const merged = idsOf(this.#draft.table('contacts').get(contactId)?.mergedFrom)
    return merged.map(id => this.#deliveries.get(`${this.#campaign.id}_${id}`)).find(each => each !== undefined)
  }

  #takeAgain(delivery: StoredRecord, row: AudienceRow, addressHash: string | null): 'added' | 'passed' {
    const attempts = attemptsOf(delivery)
    const state = stateOf(delivery)
    const { wave, kind, again, states } = this.#wave
    const waiting = state === 'queued' || state === 'intended'
    // The same wave once more is a restart of the worker.
    if (waiting || attempts.some(each => each.wave === wave) || kind === 'original') return 'passed'
    const wanted =
      kind === 'retry' ? (states ?? []).includes(state) && retriable.has(state) : again || !gotIt.has(state)
    if (!wanted || row.skip) return 'passed'
    // Whoever was passed over for somebody else with the same address still is.
    if (!again && state === 'skipped' && this.#sameAddress(row.contactId, addressHash)) return 'passed'
    const next = queuedAgain(attempts, wave, this.#draft.now, gotIt.has(state) ? 'again' : undefined)
    const contentVersion = this.#campaign.contentVersion ?? null
    const address: Record<string, Json> = row.address ? { addressAtSend: row.address, addressHash } : {}
    this.#deliveries.set(delivery.id, { ...changesFor(next), ...address, contentVersion }, { quiet: true })
    return 'added'
  }

  /** One mail per address: whoever comes second with it is named the first. */
  #sameAddress(contactId: string, addressHash: string | null): string | undefined {
    if (!addressHash || this.#campaign.onePer === 'person') return undefined
    const other = this.#deliveries
      .lookup('addressHash', addressHash)
      .find(each => each.contactId !== contactId && !['skipped', 'cancelled'].includes(stateOf(each)))
    return other && `same address as ${other.contactId}`
  }
}

/** The wave's deliveries are all in the ledger. The first wave's end is the beginning of sending. */
export const ready: Handler = {
  needs: command => {
    const { campaignId } = command.input as unknown as EnqueueInput
    return { collections: ['campaigns'], partitions: [['deliveries', campaignId]] }
  },
  decide(draft, command): Outcome {
    const { campaignId, run, wave } = command.input as unknown as EnqueueInput
    const campaign = draft.table('campaigns').get(campaignId)
    if (!campaign) return refuse('missing', 'There is no such campaign.')
    if (campaign.run !== run) return refuse('conflict', 'Another worker has taken this campaign over.')
    let total = 0
    for (const delivery of draft.table('deliveries', campaignId).values()) if (delivery.wave === wave) total++
    const waves = wavesOf(campaign).map(each => (each.wave === wave ? { ...each, ready: true, total } : each))
    const status = statusOf(campaign) === 'preparing' ? 'sending' : statusOf(campaign)
    draft.table('campaigns').set(campaignId, { waves: wavesJson(waves), status }, { quiet: true })
    return { ok: true, resource: 'campaigns', id: campaignId, result: { status } }
  },
}

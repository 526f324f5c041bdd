/**
 * "What did this person get?": the deliveries looked at from the person's side, one row for each campaign, projected from
 * the ledger's operations. Ways in between (queued, intended) are left out: a row appears when there is something to say.
 */
import type { Json } from '@dormouse/model'
import type { Projection } from '../store/view.ts'

const silent = new Set<Json>(['queued', 'intended'])

export const receivedProjection: Projection = {
  collection: 'received',
  rows(operation) {
    if (operation.on !== 'deliveries' || 'drop' in operation) return []
    const [campaignId, contactId] = operation.id.split('_')
    // A change of state always brings the attempts: the last one has everything the row tells.
    const attempts = 'put' in operation ? operation.put.attempts : operation.set.attempts
    const last = Array.isArray(attempts) ? (attempts.at(-1) as { [field: string]: Json } | undefined) : undefined
    if (!campaignId || !contactId || !last || silent.has(last.state ?? null)) return []
    const row = {
      id: operation.id,
      deliveryId: operation.id,
      campaignId,
      contactId,
      state: last.state ?? null,
      wave: last.wave ?? null,
      reason: last.reason ?? null,
      at: last.at ?? null,
    }
    return [{ key: contactId, id: operation.id, row }]
  },
}

/**
 * Before the first mail leaves, every letter that is to be sent is filled once: a letter that breaks for one person stops
 * the campaign while nobody has it, with a sentence that names them.
 */
import { setImmediate } from 'node:timers/promises'
import { letterCollections } from '../api/campaigns/letters.ts'
import type { Run, RunDeps } from './campaign.ts'

const perTurn = 200

/** Undefined: all of them can be filled. */
export async function preflight({ campaignId }: Run, { reader, letters, halt }: RunDeps): Promise<string | undefined> {
  const partitions = [
    ['deliveries', campaignId],
    ['letters', campaignId],
  ] as const
  const waiting = await reader.read({ partitions }, view =>
    view
      .partition('deliveries', campaignId)
      .lookup('state', 'queued')
      .map(each => each.id),
  )
  for (let first = 0; first < waiting.length && !halt.signal.aborted; first += perTurn) {
    const ids = waiting.slice(first, first + perTurn)
    const flaw = await reader.read({ collections: [...letterCollections], partitions }, view => {
      for (const id of ids) {
        const delivery = view.partition('deliveries', campaignId).get(id)
        const prepared = delivery && letters.mailFor(view, delivery)
        if (prepared?.kind === 'broken') return `The letter can't be filled for ${prepared.who}. ${prepared.message}`
        if (prepared?.kind === 'mail' && !prepared.mail.from.address)
          return 'No sender address is set up. An administrator can do that in the settings.'
      }
      return undefined
    })
    if (flaw) return flaw
    await setImmediate()
  }
  return undefined
}

/**
 * Before the first mail leaves, every letter that is to be sent is filled once: a letter that breaks for one person stops
 * the campaign while nobody has it, with a sentence that names them.
 */
import { setImmediate } from 'node:timers/promises'
import { letterCollections } from '../api/campaigns/letters.ts'
import type { Run, RunDeps } from './campaign.ts'
import type { Waiting } from './waiting.ts'

const perTurn = 200

/** Undefined: all of them can be filled. */
export async function preflight(
  { campaignId }: Run,
  waiting: readonly Waiting[],
  { reader, letters, halt, relieve }: RunDeps,
): Promise<string | undefined> {
  const needs = { collections: letterCollections, partitions: [['letters', campaignId]] as const }
  for (let first = 0; first < waiting.length && !halt.signal.aborted; first += perTurn) {
    const some = waiting.slice(first, first + perTurn)
    const flaw = await reader.read(needs, view => {
      for (const each of some) {
        const mail = letters.mailFor(view, { campaignId, ...each })?.write()
        if (typeof mail === 'string') return mail
        if (mail && !mail.from.address)
          return 'No sender address is set up. An administrator can do that in the settings.'
      }
      return undefined
    })
    if (flaw) return flaw
    relieve()
    await setImmediate()
  }
  return undefined
}

/** Keeps `lastSeenAt` of the staff, to the hour: whoever works all day makes a dozen small writes of it. */
import type { Actor } from '@dormouse/model'
import type { BaseDeps, Identity } from '../deps.ts'

export const seenEveryMs = 3_600_000
const rememberedMax = 10_000
const system: Actor = { id: 'sign-in', role: 'system' }

type SeenDeps = Pick<BaseDeps, 'reader' | 'submit' | 'clock' | 'log'>

export function noticing(identity: Identity, { reader, submit, clock, log }: SeenDeps): Identity {
  const lookedMs = new Map<string, number>()

  async function note(staffId: string): Promise<void> {
    const seenMs = await reader.read({ collections: ['staff'] }, view =>
      Date.parse(String(view.table('staff').get(staffId)?.lastSeenAt ?? '')),
    )
    if (clock.nowMs() - (seenMs || 0) < seenEveryMs) return
    await submit({ type: 'identity.seen', actor: system, input: { staffId } }, { waitMs: 0 })
  }

  return {
    async authenticate(token, from) {
      const actor = await identity.authenticate(token, from)
      if (!actor || clock.nowMs() - (lookedMs.get(actor.id) ?? 0) < seenEveryMs) return actor
      if (lookedMs.size >= rememberedMax) lookedMs.clear()
      lookedMs.set(actor.id, clock.nowMs())
      // Nobody waits for it, and a request does not fail by it.
      note(actor.id).catch(error => log.warn({ error: String(error) }, 'who was here could not be noted'))
      return actor
    },
  }
}

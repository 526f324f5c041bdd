/** A blocked address is lifted by an admin who says why. */
import { at, contacts as declared, refuse } from '@dormouse/model'
import { note } from '../../identity/notes.ts'
import type { StoredRecord } from '../../store/view.ts'
import type { Draft, ResourceRules } from '../handler.ts'

export const suppressions: ResourceRules = {
  actions: {
    lift: {
      needs: () => ({ collections: ['suppressions', 'contacts', 'logs'] }),
      decide(draft, suppression, input) {
        if (suppression.liftedAt !== null) return refuse('refused', 'It is lifted already.')
        draft.table('suppressions').set(suppression.id, {
          liftedAt: draft.now,
          liftedBy: draft.actor.id,
          liftedWhy: input.why ?? null,
        })
        const hash = String(suppression.addressHash)
        for (const contact of activeSuppression(draft, hash) ? [] : blockedBy(draft, hash))
          draft
            .table(declared.name)
            .set(contact.id, { mail: { status: 'ok', since: draft.now, cause: null } }, { quiet: true })
        note(draft, { what: 'lifted', about: { suppressionId: suppression.id } })
        return { ok: true, resource: 'suppressions', id: suppression.id }
      },
    },
  },
}

/** What blocks an address at present. */
export const activeSuppression = (draft: Draft, hash: string): StoredRecord | undefined =>
  draft
    .table('suppressions')
    .lookup('addressHash', hash)
    .find(each => each.liftedAt === null)

/** Addresses are not looked up by their hash, so those who are blocked are gone through: they are few. */
function* blockedBy(draft: Draft, hash: string): Iterable<StoredRecord> {
  for (const status of ['unsubscribed', 'complained'])
    for (const contact of [...draft.table(declared.name).lookup('mail.status', status)]) {
      const address = at(contact, 'email')
      if (typeof address === 'string' && draft.addressHash(address) === hash) yield contact
    }
}

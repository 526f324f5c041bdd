/** Addresses that the mail service refuses by itself, as its own list says (`api/campaigns/blocked-addresses.ts`). */
import type { Outcome } from '@dormouse/model'
import type { BlockedAddress } from '../../mail/sender.ts'
import type { Draft, Handler } from '../handler.ts'
import { peopleCollections, suppress, worsenMail } from './people.ts'

const source = 'the list of the mail service'

export const blocked: Handler = {
  needs: () => ({ collections: peopleCollections }),
  decide(draft, _command, rows): Outcome {
    for (const row of rows as unknown as BlockedAddress[]) take(draft, row)
    return { ok: true, result: { taken: rows.length } }
  },
}

/** A bounce says that the address does not work, and nothing about what its owner wants: it blocks nobody. */
function take(draft: Draft, { address, reason, since }: BlockedAddress): void {
  const people = [...draft.table('contacts').lookup('email', address)]
  if (reason === 'complained')
    suppress(draft, draft.addressHash(address), {
      reason,
      since,
      source,
      contactId: people[0]?.id ?? null,
      campaignId: null,
    })
  const status = reason === 'complained' ? 'complained' : 'invalid'
  for (const person of people) worsenMail(draft, person, { status, since, cause: source })
}

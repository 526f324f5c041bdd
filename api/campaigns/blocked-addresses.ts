/**
 * Takes over the mail service's own list of addresses it refuses: whoever complained there is blocked here, and an address
 * that bounced there does not work here either. Told twice, nothing changes.
 */
import { type Json, normaliseEmail } from '@dormouse/model'
import type { Submit } from '../deps.ts'
import type { BlockedAddress, Sender } from '../mail/sender.ts'

const rowsPerCommand = 1_000
const waitMs = 60_000

export async function takeBlockedAddresses(
  sender: Pick<Sender, 'blocked'>,
  submit: Submit,
): Promise<{ complained: number; bounced: number }> {
  const counts = { complained: 0, bounced: 0 }
  let rows: BlockedAddress[] = []
  const send = async () => {
    const some = rows
    rows = []
    if (some.length === 0) return
    await submit(
      { type: 'mail.blocked', actor: { id: 'mail service', role: 'system' }, input: {} },
      { waitMs, rows: some as unknown as Json[] },
    )
  }
  for await (const page of sender.blocked?.() ?? []) {
    for (const each of page) {
      const address = normaliseEmail(each.address)
      if (!address) continue
      counts[each.reason]++
      rows.push({ ...each, address })
      if (rows.length >= rowsPerCommand) await send()
    }
  }
  await send()
  return counts
}

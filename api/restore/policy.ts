/**
 * What a restore makes of each record: how it was then, unless what has happened since must not be undone.
 *
 * | what                          | after a restore                                                                        |
 * |-------------------------------|----------------------------------------------------------------------------------------|
 * | deliveries, letters sent      | as they are now (they are no whole collections: nothing here touches them)              |
 * | blocked addresses, log, bell  | as they are now                                                                        |
 * | passwords, who is signed in   | as they are now                                                                        |
 * | staff                         | as they are now; who has left comes back switched off, because records refer to them    |
 * | campaigns that have begun     | as they are now; every one that is not done waits for a person                          |
 * | imports                       | as they are now; one under way has failed                                              |
 * | contacts                      | as they were, but for a no to mail and for what the mail service said of their address  |
 * | erased people                 | nowhere                                                                                |
 * | everything else               | as it was                                                                              |
 */
import { at, type Json } from '@dormouse/model'
import type { StoredRecord } from '../store/view.ts'

export interface Since {
  /** How the moment is called in sentences: `1 March 2026, 09:00 UTC`. */
  moment: string
  /** Contacts who said no since, and have not taken it back: by id, their consent then. */
  withdrawn: ReadonlyMap<string, Record<string, Json>>
  /** The person a merged duplicate has become. */
  survivorOf(contactId: string): StoredRecord | undefined
  /** What blocks an address now. */
  blockOf(address: string): StoredRecord | undefined
  /** `resource/id` of everything that was erased. */
  erased: ReadonlySet<string>
  /** Whether the address is that of somebody who was erased. */
  isErasedAddress(address: string): boolean
  /** Nobody knows what was sent after the state that is restored. */
  isLedgerLost: boolean
}

type Policy = (then: StoredRecord | undefined, now: StoredRecord | undefined, since: Since) => StoredRecord | undefined

const asNow: Policy = (_, now) => now
const asThen: Policy = then => then

const policies: Record<string, Policy> = {
  suppressions: asNow,
  logs: asNow,
  notifications: asNow,
  staff: (then, now) => now ?? (then && { ...then, active: false }),
  imports: (_, now) => now && (isUnderWay(now) ? { ...now, status: 'failed' } : now),
  campaigns: (then, now, since) => {
    const kept = now && hasBegun(now) ? now : then
    return kept && waiting(kept, since)
  },
  contacts: contact,
}

/** Undefined: there is none afterwards. */
export function afterRestore(
  collection: string,
  then: StoredRecord | undefined,
  now: StoredRecord | undefined,
  since: Since,
): StoredRecord | undefined {
  const id = (then ?? now)?.id
  if (since.erased.has(`${collection}/${id}`)) return undefined
  return (policies[collection] ?? asThen)(then, now, since)
}

const isUnderWay = ({ status }: StoredRecord): boolean => status === 'applying' || status === 'undoing'
const hasBegun = ({ waves }: StoredRecord): boolean => Array.isArray(waves) && waves.length > 0

const moving: readonly unknown[] = ['scheduled', 'preparing', 'sending', 'paused', 'needs_attention']

/** Drafts wait for a person anyway; what is done or was stopped for good stays so. */
export function waiting(campaign: StoredRecord, { moment, isLedgerLost }: Since): StoredRecord {
  if (!moving.includes(campaign.status)) return campaign
  const lost = isLedgerLost
    ? ' Letters may have left since that nobody here knows of: ask your mail service first.'
    : ''
  const reason = `The data were restored to ${moment}. See whether this letter should still go out, then go on or stop it.${lost}`
  return { ...campaign, status: 'needs_attention', reason }
}

function contact(
  then: StoredRecord | undefined,
  now: StoredRecord | undefined,
  since: Since,
): StoredRecord | undefined {
  if (!then) return undefined
  const address = typeof then.email === 'string' ? then.email : undefined
  if (!now && address && since.isErasedAddress(address)) return undefined
  const living = now ?? since.survivorOf(then.id)
  const saysNo = living && at(living, 'consent.email') === false
  const withdrawn = saysNo ? (living.consent as Record<string, Json>) : since.withdrawn.get(then.id)
  const consent = withdrawn ? { ...(then.consent as object), ...withdrawn } : then.consent
  return { ...then, consent: consent ?? null, mail: mailOf(then, living, address, since) }
}

/** It belongs to the address: what is known of it now goes on being true. */
function mailOf(
  then: StoredRecord,
  living: StoredRecord | undefined,
  address: string | undefined,
  { blockOf }: Since,
): Json {
  if (living && living.email === then.email) return living.mail ?? null
  const block = address === undefined ? undefined : blockOf(address)
  if (!block) return then.mail ?? null
  const status = block.reason === 'complained' ? 'complained' : 'unsubscribed'
  return { status, since: block.since ?? null, cause: 'This address said no before.' }
}

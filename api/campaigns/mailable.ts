/**
 * Whether a person may be written to, and if not, why. One rule for the Check step, for the audience and for the writer
 * at the very moment of the intent: what the screen promises is what happens.
 */
import { at, type Json, normaliseEmail } from '@dormouse/model'

type Person = { [field: string]: Json }

/** Words that stand in the ledger (`deliveries.reason`) and that the screens translate. */
export type NotMailable = 'no address' | 'unsubscribed' | 'complained' | 'invalid' | 'suppressed' | 'no consent'

export interface MailRules {
  requireConsent: boolean
  /** Whether the person's address, in its normalised form, is on the list of those not to be written to. */
  suppressed(address: string, person: Person): boolean
}

/** Undefined: write. `consent.email` null means nobody ever asked: mailable unless the organisation requires a yes. */
export function whyNotMailable(person: Person, rules: MailRules): NotMailable | undefined {
  const address = addressOf(person)
  if (!address) return 'no address'
  const status = at(person, 'mail.status')
  if (status === 'complained') return 'complained'
  const consent = at(person, 'consent.email') ?? null
  if (status === 'unsubscribed' || consent === false) return 'unsubscribed'
  if (status === 'invalid') return 'invalid'
  if (rules.suppressed(address, person)) return 'suppressed'
  if (rules.requireConsent && consent !== true) return 'no consent'
  return undefined
}

/** The address as it is written to and compared; undefined when there is none that can be written to. */
export function addressOf(person: Person): string | undefined {
  const { email } = person
  if (typeof email !== 'string' || email === '') return undefined
  // Kept addresses are normalised already, nearly all of them: that can be seen faster than done again.
  return canonical.test(email) ? email : normaliseEmail(email)
}

const canonical = /^[a-z0-9]+(?:[._+-][a-z0-9]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,24}$/

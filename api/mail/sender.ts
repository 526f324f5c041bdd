/**
 * The port to whatever carries mails away. A send is asked for once: no adapter repeats a request on its own, because no
 * mail service can tell a repeated request from a second mail.
 *
 * What every adapter promises:
 * - `accepted` only when the service took the mail over; `throttled`, `temporary`, `permanent` and `account` only when it
 *   certainly did not. Whatever leaves room for doubt is `unknown`, and is never sent again without somebody's click.
 * - A refused mail is an answer, never an exception.
 */
import type { Mail } from './message.ts'

export interface Sender {
  /** Events tell later whether a mail arrived. Without them `accepted` is the last thing known. */
  readonly feedback: boolean
  /** How many sends make sense at the same time. */
  readonly parallel: number
  quota(): Promise<Quota>
  send(mail: Mail): Promise<Sent>
  /** Addresses that the service itself refuses to write to, page by page; absent where it keeps no such list. */
  blocked?(): AsyncIterable<BlockedAddress[]>
  close(): Promise<void>
}

export interface BlockedAddress {
  address: string
  reason: 'bounced' | 'complained'
  /** UTC ISO 8601. */
  since: string
}

/** What the service allows; undefined: no limit that we know of. */
export interface Quota {
  ratePerSecond?: number
  /** Mails left today. */
  leftToday?: number
  /** The service will send nothing for us at present, and why. */
  stopped?: string
}

export type Sent =
  | { kind: 'accepted'; messageId: string }
  /** Too fast. Nothing is wrong with the mail. */
  | { kind: 'throttled' }
  /** Not now. Try this mail again in some minutes. */
  | { kind: 'temporary'; reason: string }
  /** Never to this person. */
  | { kind: 'permanent'; reason: string }
  /** To nobody, until a person has done something about it. The reason is a sentence. */
  | { kind: 'account'; reason: string }
  /** It may have been taken over, or not. */
  | { kind: 'unknown'; reason: string }

/** Reasons are kept with the delivery and shown: short, and free of line breaks. */
export const shortReason = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 200)

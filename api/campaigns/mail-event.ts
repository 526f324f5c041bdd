/** What a mail service told about one mail: a row of the command `mail.events`. */

export type MailEventKind =
  | 'accepted'
  | 'delivered'
  | 'delayed'
  | 'bounced_soft'
  | 'bounced_hard'
  | 'complained'
  | 'rejected'
  | 'opened'
  | 'clicked'

export interface MailEvent {
  kind: MailEventKind
  campaignId: string
  contactId: string
  attempt: number
  /** UTC ISO 8601. */
  at: string
  messageId: string | null
  reason: string | null
  /** Opened or clicked by a machine, most likely. */
  likelyBot?: boolean
  /** Other campaigns this person was sent, where three in a row have to be looked at. */
  others?: string[]
}

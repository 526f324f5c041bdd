/** What worker and writer say to each other about a campaign: the inputs and results of the `campaign.*` commands. */

/** `released`: never handed to the mail service. `uncertain`: perhaps. */
export type Result = 'accepted' | 'failed_temporary' | 'failed_permanent' | 'released' | 'uncertain'

export interface ReportedOutcome {
  contactId: string
  /** Left out with `released`: whatever the reporting run has intended last for this person. */
  attempt?: number
  result: Result
  at: string
  messageId?: string
  reason?: string
}

export interface Intent {
  contactId: string
  /** The address the mail is rendered for. */
  address: string
}

export interface ReportInput {
  campaignId: string
  run: number
  outcomes: ReportedOutcome[]
  intents: Intent[]
}

export interface ReportResult {
  status: string
  /** Why nothing was granted: an older run, or the campaign's state. */
  stopped?: 'overtaken' | 'not sending'
  /** Who may not be written to now: `changed` is rendered again, `skipped` is settled. */
  refused?: Record<string, 'changed' | 'skipped'>
  /** Number of the try, where it is not the first. */
  attempts?: Record<string, number>
}

export interface BeginInput {
  campaignId: string
  /** Whether the mail service's events reach us. */
  feedback?: boolean
}

export interface BeginResult {
  run: number
  status: string
  /** Intents of earlier runs that nobody will ever report. */
  uncertain: number
}

/** At most this many are intended at one moment, in two halves: what a killed worker can leave uncertain. */
export const halfMin = 25
export const halfMax = 250

/** Waits between tries of one person while the mail service has a passing trouble: five tries in about 30 minutes. */
export const tryAgainMs = [60_000, 180_000, 480_000, 900_000] as const

/**
 * How long after it became uncertain whether a letter left it may not be sent again by hand, where the mail service
 * reports: its events come within seconds as a rule, and within minutes when much is going on.
 */
export const graceMs = 15 * 60_000

/**
 * The states of a campaign and who may move it from which to which. A refused move says in one sentence why.
 *
 *     draft → scheduled → preparing → sending ⇄ paused
 *                             ↓          ↓  ↑
 *                      needs_attention  done (a later wave)      cancelled, from anywhere after draft but done
 */
import { type Json, type Refused, refuse } from '@dormouse/model'
import type { StoredRecord } from '../../store/view.ts'

export type CampaignStatus =
  | 'draft'
  | 'scheduled'
  | 'preparing'
  | 'sending'
  | 'paused'
  | 'done'
  | 'cancelled'
  | 'needs_attention'

export const statusOf = (campaign: StoredRecord): CampaignStatus => campaign.status as CampaignStatus

/** A group of recipients added at one time: the original audience, later additions, repeated tries. */
export interface Wave {
  wave: number
  kind: 'original' | 'late' | 'retry'
  at: string
  by: string
  /** Its deliveries are all in the ledger. */
  ready: boolean
  /** New deliveries it brought; known when it is ready. */
  total?: number
  contactIds?: string[]
  segmentIds?: string[]
  /** Also to those who already got it: a person's explicit wish. */
  again?: boolean
  /** Retry: which states are tried again. */
  states?: string[]
}

export const wavesOf = (campaign: StoredRecord): readonly Wave[] => (campaign.waves ?? []) as unknown as Wave[]

export const begun = (campaign: StoredRecord): boolean => wavesOf(campaign).length > 0

/** What is set once nothing is wrong with it any more. */
export const inOrder = { reason: null, cause: null } as const

/** A worker is or should be at it. */
export const running = (campaign: StoredRecord): boolean =>
  campaign.status === 'preparing' || campaign.status === 'sending'

export type Move = 'send' | 'pause' | 'resume' | 'cancel' | 'recipients' | 'retry' | 'settle'

const allowed: Record<Move, readonly CampaignStatus[]> = {
  send: ['draft', 'scheduled', 'needs_attention'],
  pause: ['preparing', 'sending'],
  resume: ['paused', 'needs_attention'],
  cancel: ['scheduled', 'preparing', 'sending', 'paused', 'needs_attention'],
  recipients: ['preparing', 'sending', 'paused', 'done', 'needs_attention'],
  retry: ['preparing', 'sending', 'paused', 'done', 'needs_attention'],
  settle: ['preparing', 'sending', 'paused', 'done', 'cancelled', 'needs_attention'],
}

const wishes: Record<Move, string> = {
  send: 'be sent',
  pause: 'be paused',
  resume: 'go on',
  cancel: 'be stopped',
  recipients: 'get more recipients',
  retry: 'be tried again',
  settle: 'be settled',
}

const conditions: Record<CampaignStatus, string> = {
  draft: 'it has not been sent yet',
  scheduled: 'it waits for its time',
  preparing: 'it is being prepared already',
  sending: 'it is being sent already',
  paused: 'it is paused',
  done: 'it has been sent completely',
  cancelled: 'it was stopped for good; make a copy of it instead',
  needs_attention: 'it stopped and waits for you',
}

/** Undefined: the move is legal. */
export function refusedMove(campaign: StoredRecord, move: Move): Refused | undefined {
  const status = statusOf(campaign)
  if (allowed[move].includes(status) && !(status === 'needs_attention' && move === 'send' && begun(campaign)))
    return move === 'recipients' || move === 'retry' ? notBegun(campaign) : undefined
  return refuse('refused', `This campaign can't ${wishes[move]}: ${conditions[status]}.`)
}

/** One that stopped before its first wave: its audience can simply be changed. */
function notBegun(campaign: StoredRecord): Refused | undefined {
  return begun(campaign)
    ? undefined
    : refuse('refused', 'This campaign has not begun. Add the people to its audience instead.')
}

/** To where a campaign goes on: waves that are not in the ledger yet come first. */
export const onward = (waves: readonly Wave[]): CampaignStatus =>
  waves.some(wave => wave.kind === 'original' && !wave.ready) ? 'preparing' : 'sending'

export const wavesJson = (waves: readonly Wave[]): Json => waves as unknown as Json

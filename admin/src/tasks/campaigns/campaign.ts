/** A campaign as the screens handle it, and the requests that move it on. */
import type { StopCause } from '@dormouse/model'
import { call } from '../../api.ts'
import { begun, type Counts, type Status } from '../parts/states.ts'

export interface Audience {
  segmentIds: string[]
  contactIds: string[]
  exceptSegmentIds: string[]
  exceptContactIds: string[]
}

export interface Wave {
  wave: number
  kind: string
  at: string
  by: string
  total: number
}

export interface CampaignRecord {
  id: string
  version: number
  name: string
  templateId: string | null
  subject: string | null
  audience: Audience
  onePer: 'address' | 'person'
  scheduledAt: string | null
  status: Status
  reason: string | null
  cause?: StopCause | null
  counts: Counts
  waves: Wave[]
  total: number
  startedAt: string | null
  finishedAt: string | null
  content: { subject?: string } | null
}

export interface CheckResult {
  willReceive: number
  /** The first thousand of them, to page through. */
  readers: string[]
  excluded: { contactId: string; reason: string }[]
  /** The lists are cut after some thousands; these are not. */
  excludedCount: number
  blanks: { contactId: string; field: string }[]
  blanksCount: number
  /** Why the letter itself cannot be sent; null: it can. */
  problem: string | null
}

/** Who joined the campaign's groups since, by id. */
export interface Newcomers {
  count: number
  /** Cut after some thousands; the count is not. */
  contactIds: string[]
}

export interface Letter {
  subject: string
  html: string
  text: string
}

export const emptyAudience: Audience = { segmentIds: [], contactIds: [], exceptSegmentIds: [], exceptContactIds: [] }

/** One that stopped before anybody got it (its time was missed, its letter could not be filled) is as good as a draft. */
export const hasBegun = ({ status, waves }: Pick<CampaignRecord, 'status' | 'waves'>): boolean =>
  begun(status) && !(status === 'needs_attention' && (waves ?? []).length === 0)

/** Taken back before anybody got it: there is nothing to show of it, and nothing to do but write a similar one. */
export const calledOff = ({ status, waves }: Pick<CampaignRecord, 'status' | 'waves'>): boolean =>
  status === 'cancelled' && (waves ?? []).length === 0

/** Keys may be missing in a record that an older version wrote. */
export const audienceOf = (campaign: { audience?: Partial<Audience> | null } | undefined): Audience => ({
  ...emptyAudience,
  ...Object.fromEntries(Object.entries(campaign?.audience ?? {}).filter(([, ids]) => Array.isArray(ids))),
})

export const isAddressed = ({ segmentIds, contactIds }: Audience): boolean => segmentIds.length + contactIds.length > 0

const act = <T>(id: string, action: string, input: unknown = {}) =>
  call<T>('POST', `/campaigns/${encodeURIComponent(id)}/${action}`, input)

export const check = (id: string) => act<CheckResult>(id, 'check')
export const previewFor = (id: string, contactId: string) => act<Letter>(id, 'preview', { contactId })
export const sendTest = (id: string, to: string, contactId?: string) => act<unknown>(id, 'test', { to, contactId })
export const newcomersTo = (id: string) => call<Newcomers>('GET', `/campaigns/${encodeURIComponent(id)}/newcomers`)
/** A worker that is killed leaves at most `uncertainMax` people uncertain. */
export const progressOf = (id: string) =>
  call<{ uncertainMax: number }>('GET', `/campaigns/${encodeURIComponent(id)}/progress`)
/** `at`: local wall time in the organisation's zone; absent: now. */
export const send = (id: string, at?: string) => act<CampaignRecord>(id, 'send', at ? { at } : {})
export const pause = (id: string) => act<CampaignRecord>(id, 'pause')
export const resume = (id: string) => act<CampaignRecord>(id, 'resume')
export const cancel = (id: string) => act<CampaignRecord>(id, 'cancel')
export const addRecipients = (id: string, input: { contactIds: string[]; segmentIds: string[]; again?: boolean }) =>
  act<unknown>(id, 'recipients', input)
export const retry = (id: string, states: readonly string[]) => act<unknown>(id, 'retry', { states })
export const settle = (id: string, deliveryIds: string[], as: 'arrived' | 'resend') =>
  act<unknown>(id, 'settle', { deliveryIds, as })

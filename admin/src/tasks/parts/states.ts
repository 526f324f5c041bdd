/** Where a person stands in a campaign, in the five drawers that the screens show. */
import { type DeliveryTab, deliveryTabs } from '@dormouse/model'

export const drawers = deliveryTabs

export type Drawer = DeliveryTab
export type Counts = Record<string, number>
/** States per drawer of one campaign. */
export type Sorting = Record<Drawer, readonly string[]>

/**
 * Where the sender tells nothing back, a letter that was handed over is as good as arrived: nothing better will ever be
 * known, and "on the way" for ever would be a lie.
 */
export function sorting(feedback: boolean): Sorting {
  if (feedback) return drawers
  return {
    ...drawers,
    onTheWay: drawers.onTheWay.filter(state => state !== 'accepted'),
    arrived: ['accepted', ...drawers.arrived],
  }
}

export const countIn = (counts: Counts, states: readonly string[]): number =>
  states.reduce((sum, state) => sum + (counts[state] ?? 0), 0)

export const total = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0)

/** Whoever is in one of these has the letter, may have it, or is about to get it. */
export const hasIt: readonly string[] = [...drawers.onTheWay, ...drawers.arrived, ...drawers.notSure]

/** People who were or will be written to: everybody but those left out. */
export const wanted = (counts: Counts): number => total(counts) - countIn(counts, drawers.notSent)

/** People the worker still has to hand to the sender. */
export const waiting = (counts: Counts): number => countIn(counts, ['queued', 'intended', 'failed_temporary'])

export type Status =
  | 'draft'
  | 'scheduled'
  | 'preparing'
  | 'sending'
  | 'paused'
  | 'done'
  | 'cancelled'
  | 'needs_attention'

/** Something changes by itself: look again every second or so. */
export const underWay = (status: unknown): boolean => status === 'preparing' || status === 'sending'
export const begun = (status: unknown): boolean => status !== 'draft' && status !== 'scheduled'

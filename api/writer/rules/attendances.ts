/** Who has a place at an event, and who waits for one. An event is never fuller than it has places. */
import { attendances as declared, refuse } from '@dormouse/model'
import type { StoredRecord } from '../../store/view.ts'
import { isRefused } from '../draft.ts'
import type { Draft, ResourceRules } from '../handler.ts'
import { isGoing } from '../jobs.ts'
import { rewrite } from '../records.ts'

/** Whoever came sits on a place as well. */
const seated: readonly unknown[] = ['registered', 'attended']

export const attendances: ResourceRules = {
  needs: { collections: ['events', 'contacts'] },
  prepare(draft, before, after) {
    const seat = seated.includes(after.status)
    const had = before !== undefined && seated.includes(before.status)
    const placed = { ...after, checkedInAt: checkedIn(draft, before, after) }
    if (!seat || had || freePlaces(draft, String(after.eventId)) > 0) return placed
    // Whoever signs up late waits; whoever is moved from the waiting list by hand, or is at the door, hears why not.
    if (after.status === 'registered' && before?.status !== 'waiting') return { ...placed, status: 'waiting' }
    const message = 'All places are taken. Add places to the event first.'
    return refuse('refused', message, { errors: { status: message } })
  },
  follow(draft, before, after) {
    if (before && seated.includes(before.status) && !seated.includes(after?.status))
      moveUp(draft, String(before.eventId))
  },
}

function checkedIn(draft: Draft, before: StoredRecord | undefined, after: StoredRecord) {
  if (after.status !== 'attended') return null
  return before?.status === 'attended' ? (before.checkedInAt ?? null) : (after.checkedInAt ?? draft.now)
}

function freePlaces(draft: Draft, eventId: string): number {
  const event = draft.table('events').get(eventId)
  if (!event || event.maxCapacity === null) return Number.POSITIVE_INFINITY
  return Number(event.maxCapacity) - Number(event.registeredCount)
}

/** Gives free places to those who wait, first come first served. */
export function moveUp(draft: Draft, eventId: string): void {
  const event = draft.table('events').get(eventId)
  // An event on its way out gives nobody a place.
  if (!event || Number(event.waitingCount) === 0 || isGoing(draft, 'events', eventId)) return
  const waiting = draft
    .table('attendances')
    .lookup('eventId', eventId)
    .filter(each => each.status === 'waiting')
    .sort(byArrival)
  const places = Math.min(waiting.length, freePlaces(draft, eventId))
  for (const each of waiting.slice(0, Math.max(0, places))) {
    const moved = rewrite(draft, declared, each, { ...each, status: 'registered' })
    // Nothing refuses a figure that follows from a single attendance; if something does, it is a fault.
    if (isRefused(moved)) throw new Error(`attendances/${each.id} could not move up: ${moved.problem.message}`)
  }
}

const byArrival = (a: StoredRecord, b: StoredRecord): number =>
  a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.id < b.id ? -1 : 1

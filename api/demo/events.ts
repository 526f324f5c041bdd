/** A year of events around today, and who came. */
import type { Json } from '@dormouse/model'
import { isoOf } from '../clock.ts'
import type { DemoRow } from './people.ts'
import type { Choices } from './random.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000

const plans: [slug: string, title: string, venue: string, dayFromToday: number, capacity: number | null][] = [
  ['winter-fair', 'Winter fair', 'St Mary’s Hall, York', -330, 200],
  ['new-year-walk', 'New Year walk', 'Rowntree Park, York', -300, null],
  ['volunteer-training-spring', 'Volunteer training', 'Library, Leeds', -265, 24],
  ['annual-meeting', 'Annual general meeting', 'Friends’ Meeting House, London', -230, 120],
  ['garden-day', 'Garden day', 'Castle Gardens, Bristol', -190, 80],
  ['summer-picnic', 'Summer picnic', 'Heaton Park', -140, null],
  ['book-sale', 'Book sale', 'Corn Exchange, Norwich', -110, 150],
  ['choir-evening', 'Choir evening', 'St David’s, Cardiff', -80, 90],
  ['volunteer-training-autumn', 'Volunteer training', 'Library, Leeds', -45, 24],
  ['harvest-supper', 'Harvest supper', 'Guildhall, Exeter', -20, 60],
  ['winter-lecture', 'Winter lecture', 'Royal Society, Edinburgh', 12, 140],
  ['carol-concert', 'Carol concert', 'St Mary’s Hall, York', 30, 180],
  ['spring-volunteer-day', 'Spring volunteer day', 'Castle Gardens, Bristol', 95, 30],
]

export function demoEvents(pick: Choices, nowMs: number, contacts: readonly DemoRow[], ownerId: string): DemoRow[] {
  return plans.map(([slug, title, venue, days, maxCapacity]) => {
    const startMs = Math.floor((nowMs + days * dayMs) / dayMs) * dayMs + 18 * hourMs
    return {
      id: `demo-event-${slug}`,
      values: {
        slug,
        title,
        description: `${title} at ${venue}. Friends and family are welcome.`,
        startAt: isoOf(startMs),
        endAt: isoOf(startMs + 3 * hourMs),
        venue,
        maxCapacity,
        ownerId,
        hostIds: pick.some(contacts.slice(0, 40), pick.whole(1, 3)).map(host => host.id),
      },
    }
  })
}

/** Regulars come often: an even draw bent towards the first people of the list. */
export function demoAttendances(
  pick: Choices,
  nowMs: number,
  contacts: readonly DemoRow[],
  events: readonly DemoRow[],
): DemoRow[] {
  return events.flatMap(event => {
    const isPast = Date.parse(String(event.values.startAt)) < nowMs
    const capacity = event.values.maxCapacity as number | null
    const coming = new Set<string>()
    const wanted = Math.min(capacity ?? 130, isPast ? 130 : 60)
    while (coming.size < wanted) coming.add(contacts[Math.floor(pick.next() ** 2 * contacts.length)]?.id ?? '')
    return [...coming].map(contactId => ({
      id: `${event.id}-${contactId.slice('demo-contact-'.length)}`,
      values: { eventId: event.id, contactId, status: isPast ? statusOf(pick) : 'registered' } as Record<string, Json>,
    }))
  })
}

const statusOf = (pick: Choices) => {
  const draw = pick.next()
  return draw < 0.8 ? 'attended' : draw < 0.92 ? 'no_show' : 'cancelled'
}

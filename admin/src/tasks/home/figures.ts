/** The numbers behind the pictures: counts that the lists give away with their first page. */
import type { RuleGroup } from '@dormouse/model'
import { useQuery } from '@tanstack/react-query'
import { type DataProvider, useDataProvider, useLocaleState } from 'react-admin'
import { useFeedback } from '../campaigns/sender.ts'
import { countIn, sorting } from '../parts/states.ts'

const staleTime = 60_000
const monthsShown = 12
const campaignsShown = 6
const eventsShown = 6
/** Moves that the time in a stage is taken from; the latest ones say most. */
const movesLookedAt = 1000

async function count(provider: DataProvider, resource: string, filter: object): Promise<number> {
  const { total } = await provider.getList(resource, {
    filter,
    pagination: { page: 1, perPage: 1 },
    sort: { field: 'id', order: 'ASC' },
  })
  return total ?? 0
}

/** Members at each month's end, by the day they joined; whoever has none counts from when they were entered. */
export function usePeopleOverTime() {
  const provider = useDataProvider()
  const [locale] = useLocaleState()
  return useQuery({
    queryKey: ['figures', 'people', locale],
    staleTime,
    queryFn: () =>
      Promise.all(
        monthEnds(new Date(), monthsShown).map(async end => ({
          month: new Intl.DateTimeFormat(locale, { month: 'short', year: '2-digit' }).format(end),
          people: await count(provider, 'contacts', { match: joinedBy(end) }),
        })),
      ),
  })
}

export function monthEnds(now: Date, months: number): Date[] {
  return Array.from(
    { length: months },
    (_, index) => new Date(now.getFullYear(), now.getMonth() - (months - 2 - index), 0, 12),
  )
}

function joinedBy(end: Date): RuleGroup {
  const day = `${end.getFullYear()}-${String(end.getMonth() + 1).padStart(2, '0')}-${String(end.getDate()).padStart(2, '0')}`
  return {
    combinator: 'or',
    rules: [
      { field: 'memberSince', operator: '<=', value: day },
      {
        combinator: 'and',
        rules: [
          { field: 'memberSince', operator: 'null' },
          { field: 'createdAt', operator: '<=', value: `${day}T23:59:59.999Z` },
        ],
      },
    ],
  }
}

export function useCampaignResults() {
  const provider = useDataProvider()
  const feedback = useFeedback()
  return useQuery({
    queryKey: ['figures', 'campaigns', feedback],
    staleTime,
    queryFn: async () => {
      const { data } = await provider.getList('campaigns', {
        filter: { status: ['sending', 'paused', 'done', 'needs_attention'] },
        pagination: { page: 1, perPage: campaignsShown },
        sort: { field: 'startedAt', order: 'DESC' },
      })
      const states = sorting(feedback)
      return data.map(({ name, counts }) => ({
        name: String(name),
        arrived: countIn(counts, states.arrived),
        onTheWay: countIn(counts, states.onTheWay),
        didNotArrive: countIn(counts, states.didNotArrive),
        notSure: countIn(counts, states.notSure),
      }))
    },
  })
}

export const useLeadsByStage = () => useStageFigures('leads')

/** How many stand on each stage of a pipeline, and how many days they usually stay. */
export function useStageFigures(pipeline: 'leads' | 'opportunities') {
  const provider = useDataProvider()
  return useQuery({
    queryKey: ['figures', pipeline],
    staleTime,
    queryFn: async () => {
      const sort = { field: 'order', order: 'ASC' as const }
      const stages = await provider.getList('stages', {
        filter: { pipeline },
        pagination: { page: 1, perPage: 50 },
        sort,
      })
      const moves = await provider.getList('transitions', {
        filter: { resource: pipeline },
        pagination: { page: 1, perPage: movesLookedAt },
        sort: { field: 'enteredAt', order: 'DESC' },
      })
      return Promise.all(
        stages.data.map(async ({ id, name }) => {
          const stays = moves.data.flatMap(move =>
            move.toStage === id && typeof move.seconds === 'number' ? [move.seconds] : [],
          )
          const days = stays.length > 0 ? stays.reduce((sum, each) => sum + each, 0) / stays.length / 86_400 : undefined
          return { id: String(id), stage: String(name), leads: await count(provider, pipeline, { stageId: id }), days }
        }),
      )
    },
  })
}

export function useAttendance() {
  const provider = useDataProvider()
  return useQuery({
    queryKey: ['figures', 'attendance'],
    staleTime,
    queryFn: async () => {
      const { data } = await provider.getList('events', {
        filter: { startAt_lte: new Date().toISOString() },
        pagination: { page: 1, perPage: eventsShown },
        sort: { field: 'startAt', order: 'DESC' },
      })
      return data.reverse().map(event => ({
        name: String(event.title),
        registered: Number(event.registeredCount ?? 0),
        came: Number(event.attendedCount ?? 0),
      }))
    },
  })
}

/** Some of those who will get the letter, to page through. */
import { useQuery } from '@tanstack/react-query'
import { useGetMany } from 'react-admin'
import { call } from '../../api.ts'
import { definitionOf } from '../groups/GroupParts.tsx'
import { everyone } from '../parts/PickGroups.tsx'
import type { Audience, CheckResult } from './campaign.ts'

/** First those who would see a blank, because they are why one looks; then people chosen by name, then some of each group. */
export function useReaders(result: CheckResult, audience: Audience): string[] {
  const ids = audience.segmentIds.filter(id => id !== everyone)
  const groups = useGetMany('segments', { ids }, { enabled: ids.length > 0 })
  const definitions = [
    ...(audience.segmentIds.includes(everyone) ? [{ match: null, include: [], exclude: [], everyone: true }] : []),
    ...(groups.data ?? []).filter(Boolean).map(definitionOf),
  ]
  const samples = useQuery({
    queryKey: ['segments', 'samples', JSON.stringify(definitions)],
    queryFn: () => Promise.all(definitions.map(sampleOf)),
    enabled: definitions.length > 0,
  })
  const left = new Set(result.excluded.map(({ contactId }) => contactId))
  const all = [
    ...result.blanks.map(({ contactId }) => contactId),
    ...audience.contactIds,
    ...(samples.data?.flat() ?? []),
  ]
  return [...new Set(all)].filter(id => !left.has(id))
}

async function sampleOf({
  everyone: all,
  ...group
}: ReturnType<typeof definitionOf> & { everyone?: boolean }): Promise<string[]> {
  if (all) {
    const range = encodeURIComponent(JSON.stringify([0, 24]))
    return (await call<{ id: string }[]>('GET', `/contacts?range=${range}`)).map(({ id }) => id)
  }
  return (await call<{ sample: { id: string }[] }>('POST', '/segments/count', group)).sample.map(({ id }) => id)
}

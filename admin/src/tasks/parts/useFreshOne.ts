/**
 * A record that is to be changed: as it is on the server now, since a copy from before would be saved over what somebody else
 * wrote; and the same for as long as it is worked on, since a later one would take away what was typed, or pass for looked at.
 */
import { useState } from 'react'
import { type RaRecord, useGetOne } from 'react-admin'

export function useFreshOne(resource: string, id: string) {
  const { data, error, refetch, isFetchedAfterMount } = useGetOne(resource, { id })
  const [held, setHeld] = useState<RaRecord>()
  const record = held?.id === id ? held : isFetchedAfterMount ? data : undefined
  if (record && record !== held) setHeld(record)
  return { record, error: record ? null : error, refetch }
}

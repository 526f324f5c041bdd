import { lazy, type ReactNode } from 'react'
import { useSearchParams } from 'react-router-dom'

const PastShow = lazy(async () => ({ default: (await import('./PastShow.tsx')).PastShow }))

/** The page of a record, or the page of what it was where the address says so. */
export function ShowThenOrNow({ resource, children }: { resource: string; children: ReactNode }) {
  const [parameters] = useSearchParams()
  const asOf = parameters.get('asOf')
  return asOf ? <PastShow resource={resource} asOf={asOf} /> : children
}

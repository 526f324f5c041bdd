import type { PhoneOptions } from '@dormouse/model'
import { Link } from '@mui/material'
import { ContainsFilter } from './filters.tsx'
import { view } from './view.ts'

export const phone = view<PhoneOptions>({
  Show: ({ value }) => <Link href={`tel:${value.replace(/[^\d+]/g, '')}`}>{value}</Link>,
  Cell: ({ value }) => <span style={{ whiteSpace: 'nowrap' }}>{value}</span>,
  Filter: ContainsFilter,
})

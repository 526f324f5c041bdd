import type { EmailOptions } from '@dormouse/model'
import { Link } from '@mui/material'
import { ContainsFilter } from './filters.tsx'
import { view } from './view.ts'

export const email = view<EmailOptions>({
  Show: ({ value }) => <Link href={`mailto:${encodeURIComponent(value)}`}>{value}</Link>,
  // In a table a click opens the record; a mail program that jumps up instead would be a surprise.
  Cell: ({ value }) => <span>{value}</span>,
  Filter: ContainsFilter,
})

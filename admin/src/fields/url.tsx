import type { UrlOptions } from '@dormouse/model'
import { Link } from '@mui/material'
import { ContainsFilter } from './filters.tsx'
import { view } from './view.ts'

export const url = view<UrlOptions>({
  Show: ({ value }) => (
    <Link href={value} target="_blank" rel="noopener noreferrer">
      {shortened(value)}
    </Link>
  ),
  Cell: ({ value }) => <span>{shortened(value)}</span>,
  Filter: ContainsFilter,
})

const shortened = (address: string): string => address.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')

import type { Address, AddressOptions } from '@dormouse/model'
import { countryName } from '@dormouse/model'
import { Box } from '@mui/material'
import { useLocale } from 'react-admin'
import { PartsFilter } from './parts.tsx'
import { type ValueProps, view } from './view.ts'

export const address = view<AddressOptions>({
  Show: AddressLines,
  Cell: ({ value }) => <span>{[value.city, value.country].filter(Boolean).join(', ')}</span>,
  Filter: props => <PartsFilter {...props} names={['city', 'country']} />,
})

/** As on an envelope. */
function AddressLines({ value }: ValueProps<AddressOptions>) {
  const locale = useLocale()
  const { line1, line2, city, state, postcode, country } = value as Address
  const lines = [
    line1,
    line2,
    [city, postcode].filter(Boolean).join(' '),
    state,
    country && countryName(country, locale),
  ]
  return (
    <Box component="address" sx={{ fontStyle: 'normal' }}>
      {lines.filter(Boolean).map(line => (
        <div key={line}>{line}</div>
      ))}
    </Box>
  )
}

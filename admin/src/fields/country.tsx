import { type CountryOptions, countryCodes, countryName } from '@dormouse/model'
import { useMemo } from 'react'
import { useLocale } from 'react-admin'
import { AnyOfFilter, type Option } from './filters.tsx'
import { view } from './view.ts'

export const country = view<CountryOptions>({
  Show: ({ value }) => <span>{countryName(value, useLocale())}</span>,
  Filter: props => <AnyOfFilter {...props} options={useCountries()} />,
})

/** All countries, sorted by what the chosen language calls them. */
export function useCountries(): Option[] {
  const locale = useLocale()
  return useMemo(
    () =>
      [...countryCodes]
        .map(id => ({ id, name: countryName(id, locale) }))
        .sort((a, b) => a.name.localeCompare(b.name, locale)),
    [locale],
  )
}

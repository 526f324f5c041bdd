import { type CountryOptions, countryCodes, countryName } from '@dormouse/model'
import { useMemo } from 'react'
import { AutocompleteInput, useLocale } from 'react-admin'
import { AnyOfFilter, type Option } from './filters.tsx'
import { inputProps } from './inputs.tsx'
import { view } from './view.ts'

export const country = view<CountryOptions>({
  Input: props => (
    <AutocompleteInput
      {...inputProps(props)}
      choices={useCountries()}
      translateChoice={false}
      parse={value => value || null}
      sx={{ maxWidth: { sm: 400 } }}
    />
  ),
  Show: ({ value }) => <span>{countryName(value, useLocale())}</span>,
  Filter: props => <AnyOfFilter {...props} options={useCountries()} />,
})

/** All countries, sorted by what the chosen language calls them. */
function useCountries(): Option[] {
  const locale = useLocale()
  return useMemo(
    () =>
      [...countryCodes]
        .map(id => ({ id, name: countryName(id, locale) }))
        .sort((a, b) => a.name.localeCompare(b.name, locale)),
    [locale],
  )
}

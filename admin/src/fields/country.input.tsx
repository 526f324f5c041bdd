import type { CountryOptions } from '@dormouse/model'
import { AutocompleteInput } from 'react-admin'
import { useCountries } from './country.tsx'
import { inputProps } from './line.tsx'
import type { InputProps } from './view.ts'

export const CountryInput = (props: InputProps<CountryOptions>) => (
  <AutocompleteInput
    {...inputProps(props)}
    choices={useCountries()}
    translateChoice={false}
    parse={value => value || null}
  />
)

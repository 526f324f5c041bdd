import type { NumberOptions } from '@dormouse/model'
import { useLocale } from 'react-admin'
import { RangeFilter } from './filters.tsx'
import { type ValueProps, view } from './view.ts'

export const integer = view<NumberOptions>({
  Show: NumberValue,
  Filter: props => <RangeFilter {...props} type="number" />,
})

export function NumberValue({ value }: ValueProps) {
  const locale = useLocale()
  return <span>{typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : String(value)}</span>
}

import { type Money, type MoneyOptions, majorUnits } from '@dormouse/model'
import { useLocale } from 'react-admin'
import { RangeFilter } from './filters.tsx'
import { currencyOf, minor } from './minor-units.ts'
import { type ValueProps, view } from './view.ts'

export const money = view<MoneyOptions>({
  Show: MoneyValue,
  Filter: props => (
    <RangeFilter
      {...props}
      type="number"
      toWire={typed => minor(typed, currencyOf(props.field.options))}
      fromWire={value =>
        typeof value === 'number' ? majorUnits({ amount: value, currency: currencyOf(props.field.options) }) : ''
      }
    />
  ),
})

/** £12.50, as the chosen language writes it. */
function MoneyValue({ value }: ValueProps<MoneyOptions>) {
  const locale = useLocale()
  const { currency } = value as Money
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency })
  // As text: Intl takes decimal strings exactly, while a division could lose the last penny of a large amount.
  return <span style={{ whiteSpace: 'nowrap' }}>{format.format(majorUnits(value) as unknown as number)}</span>
}

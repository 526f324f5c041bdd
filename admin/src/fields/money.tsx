import { type Money, type MoneyOptions, majorUnits, minorDigits } from '@dormouse/model'
import { useLocale } from 'react-admin'
import { RangeFilter } from './filters.tsx'
import { type ValueProps, view } from './view.ts'

export const money = view<MoneyOptions>({
  Show: MoneyValue,
  Filter: props => (
    <RangeFilter
      {...props}
      type="number"
      toWire={typed => minor(typed, props.field.options.currency ?? fallbackCurrency)}
      fromWire={value =>
        typeof value === 'number'
          ? majorUnits({ amount: value, currency: props.field.options.currency ?? fallbackCurrency })
          : ''
      }
    />
  ),
})

/** Where neither value nor declaration names one. */
export const fallbackCurrency = 'GBP'

/** £12.50, as the chosen language writes it. */
function MoneyValue({ value }: ValueProps<MoneyOptions>) {
  const locale = useLocale()
  const { currency } = value as Money
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency })
  // As text: Intl takes decimal strings exactly, while a division could lose the last penny of a large amount.
  return <span style={{ whiteSpace: 'nowrap' }}>{format.format(majorUnits(value) as unknown as number)}</span>
}

/** "12.5" or "12,50" → 1250; undefined while it is no number. */
export function minor(typed: string, currency: string): number | undefined {
  const number = Number(
    typed
      .trim()
      .replace(/[\s’']/g, '')
      .replace(',', '.'),
  )
  if (typed.trim() === '' || Number.isNaN(number)) return undefined
  return Math.round(number * 10 ** (/^[A-Z]{3}$/.test(currency) ? minorDigits(currency) : 2))
}

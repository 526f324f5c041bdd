import type { DateOptions } from '@dormouse/model'
import { DateInput } from 'react-admin'
import { useDay } from '../screens/moments.ts'
import { RangeFilter } from './filters.tsx'
import { inputProps } from './inputs.tsx'
import { type ValueProps, view } from './view.ts'

export const date = view<DateOptions>({
  Input: props => (
    <DateInput
      {...inputProps(props)}
      // A day stays a day: react-admin would otherwise pass it through a Date, in this computer's zone.
      parse={typed => (typed === '' ? null : typed)}
      format={value => (value ? String(value).slice(0, 10) : '')}
      slotProps={{ htmlInput: { min: props.field.options.min, max: props.field.options.max } }}
      sx={{ maxWidth: { sm: 260 } }}
    />
  ),
  Show: Day,
  Filter: props => <RangeFilter {...props} type="date" toWire={typed => typed || undefined} />,
})

function Day({ value }: ValueProps<DateOptions>) {
  const day = useDay()
  return (
    <time dateTime={value} style={{ whiteSpace: 'nowrap' }}>
      {day(value)}
    </time>
  )
}

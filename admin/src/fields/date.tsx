import type { DateOptions } from '@dormouse/model'
import { useDay } from '../screens/moments.ts'
import { RangeFilter } from './filters.tsx'
import { type ValueProps, view } from './view.ts'

export const date = view<DateOptions>({
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

import type { DateTimeOptions } from '@dormouse/model'
import { useWhen } from '../screens/moments.ts'
import { useSettings } from '../settings.ts'
import { RangeFilter } from './filters.tsx'
import { type FilterProps, type ValueProps, view } from './view.ts'
import { fromWallTime, toWallTime } from './wall-time.ts'

export const dateTime = view<DateTimeOptions>({
  Show: Moment,
  Filter: props => <MomentFilter {...props} />,
})

function Moment({ value }: ValueProps<DateTimeOptions>) {
  const when = useWhen()
  return (
    <time dateTime={value} style={{ whiteSpace: 'nowrap' }}>
      {when(value)}
    </time>
  )
}

/** By days: "to 3 May" includes all of that day. */
function MomentFilter(props: FilterProps<DateTimeOptions>) {
  const { timeZone } = useSettings()
  return (
    <RangeFilter
      {...props}
      type="date"
      toWire={(day, end) =>
        day ? fromWallTime(`${day}T${end === 'from' ? '00:00' : '23:59:59.999'}`, timeZone) : undefined
      }
      fromWire={value => (value ? toWallTime(String(value), timeZone).slice(0, 10) : '')}
    />
  )
}

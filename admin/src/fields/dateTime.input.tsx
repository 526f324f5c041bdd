import type { DateTimeOptions } from '@dormouse/model'
import { DateTimeInput as RaDateTimeInput } from 'react-admin'
import { useSettings } from '../settings.ts'
import { inputProps } from './line.tsx'
import type { InputProps } from './view.ts'
import { fromWallTime, toWallTime } from './wall-time.ts'

/** Typed as the clock on the organisation's wall shows it, kept in UTC. */
export function DateTimeInput(props: InputProps<DateTimeOptions>) {
  const { timeZone } = useSettings()
  return (
    <RaDateTimeInput
      {...inputProps(props)}
      parse={typed => (typed ? (fromWallTime(typed, timeZone) ?? typed) : null)}
      format={value => (value ? toWallTime(String(value), timeZone) : '')}
    />
  )
}

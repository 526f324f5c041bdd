/** How often, of what kind and when: "3 · attended · Summer picnic · this year". */

import type { Json } from '@dormouse/model'
import { Box, InputAdornment, MenuItem, TextField } from '@mui/material'
import { useWords } from '../parts/words.ts'
import { PickRecord } from './PickRecord.tsx'
import { firstTimes, type Outcome, outcomeOf, outcomes, periods, type Relation, type Times } from './relations.ts'

interface TimesValueProps {
  relation: Relation
  operator: string
  value: Times | undefined
  onChange(value: Times): void
}

export function TimesValue({ relation, operator, value, onChange }: TimesValueProps) {
  const words = useWords()
  const times = value && typeof value === 'object' && 'where' in value ? value : firstTimes[relation]
  const narrow = (changes: Record<string, Json | undefined>) => {
    const where = Object.fromEntries(
      Object.entries({ ...times.where, ...changes }).filter(([, each]) => each !== undefined && each !== ''),
    )
    onChange({ ...times, where: where as Record<string, Json> })
  }
  return (
    <>
      <Box>
        {operator !== 'none' && (
          <TextField
            type="number"
            margin="none"
            value={times.count}
            onChange={event => onChange({ ...times, count: Math.max(0, Math.floor(Number(event.target.value) || 0)) })}
            slotProps={{
              htmlInput: { min: 0, step: 1, inputMode: 'numeric', 'aria-label': words('groups.times.label') },
              input: {
                endAdornment: (
                  <InputAdornment position="end">{words('groups.times.unit', { count: times.count })}</InputAdornment>
                ),
              },
            }}
            sx={{ maxWidth: { sm: 150 } }}
          />
        )}
      </Box>
      <Box className="narrower">
        {times.other ? (
          <Box sx={{ alignSelf: 'center', color: 'text.secondary' }}>{words('groups.times.other')}</Box>
        ) : (
          <Where relation={relation} where={times.where} narrow={narrow} />
        )}
        <TextField
          select
          margin="none"
          label={words('groups.times.when')}
          value={times.within ?? ''}
          onChange={event => onChange({ ...times, within: (event.target.value || undefined) as Times['within'] })}
          slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
        >
          <MenuItem value="">{words('groups.times.ever')}</MenuItem>
          {periods.map(period => (
            <MenuItem key={period} value={period}>
              {words(`groups.times.${period}`)}
            </MenuItem>
          ))}
        </TextField>
      </Box>
    </>
  )
}

interface WhereProps {
  relation: Relation
  where: Record<string, Json>
  narrow(changes: Record<string, Json | undefined>): void
}

function Where({ relation, where, narrow }: WhereProps) {
  const words = useWords()
  const id = (key: string) => (typeof where[key] === 'string' ? where[key] : '')
  if (relation === 'leads')
    return (
      <PickRecord
        to="stages"
        label={words('groups.times.stage')}
        value={id('stageId')}
        onChange={stageId => narrow({ stageId })}
      />
    )
  if (relation === 'attendances')
    return (
      <>
        <Choose
          label={words('groups.times.status')}
          any={words('groups.times.anyStatus')}
          value={id('status')}
          options={['attended', 'registered', 'waiting', 'no_show', 'cancelled'].map(status => [
            status,
            words(`groups.attendance.${status}`),
          ])}
          onChange={status => narrow({ status })}
        />
        <PickRecord
          to="events"
          label={words('groups.times.event')}
          value={id('eventId')}
          onChange={eventId => narrow({ eventId })}
        />
      </>
    )
  return (
    <>
      <Choose
        label={words('groups.times.outcome')}
        any={words('groups.outcome.any')}
        value={outcomeOf(where.state) ?? ''}
        options={Object.keys(outcomes).map(name => [name, words(`groups.outcome.${name}`)])}
        onChange={name => narrow({ state: name ? [...outcomes[name as Outcome]] : undefined })}
      />
      <PickRecord
        to="campaigns"
        label={words('groups.times.campaign')}
        value={id('campaignId')}
        onChange={campaignId => narrow({ campaignId })}
      />
    </>
  )
}

interface ChooseProps {
  label: string
  any: string
  value: string
  options: (readonly [value: string, label: string])[]
  onChange(value: string | undefined): void
}

function Choose({ label, any, value, options, onChange }: ChooseProps) {
  return (
    <TextField
      select
      margin="none"
      label={label}
      value={value}
      onChange={event => onChange(event.target.value || undefined)}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
    >
      <MenuItem value="">{any}</MenuItem>
      {options.map(([option, words]) => (
        <MenuItem key={option} value={option}>
          {words}
        </MenuItem>
      ))}
    </TextField>
  )
}

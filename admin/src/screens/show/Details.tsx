import { Box, Card, Typography } from '@mui/material'
import { visuallyHidden } from '@mui/utils'
import { useRecordContext, useTranslate } from 'react-admin'
import { viewOf } from '../../fields/index.ts'
import { isEmpty } from '../../fields/view.ts'
import { overridesOf } from '../../overrides.ts'
import { useWhen } from '../moments.ts'
import { PersonName } from '../PersonName.tsx'
import { type Place, usePlaces } from '../places.ts'
import { tabsOf } from '../tabs.ts'
import { valueAt } from '../titles.ts'

/** Every field with its name, grouped as in the form; long ones over the whole width. */
export function Details({ resource }: { resource: string }) {
  const translate = useTranslate()
  const record = useRecordContext()
  const sections = tabsOf(usePlaces(resource).filter(place => !isSilent(place, record)))
  return (
    <>
      <Card sx={{ p: { xs: 2, sm: 3 } }}>
        {sections.map(({ name, places }, index) => (
          <Box component="section" key={name ?? ''} sx={{ mt: index === 0 ? 0 : 3 }}>
            {name && (
              <Typography component="h2" variant="h2" sx={{ mb: 1.5 }}>
                {translate(`groups.${name}`, { _: name })}
              </Typography>
            )}
            <Section places={places} under={name} />
          </Box>
        ))}
      </Card>
      <Provenance />
    </>
  )
}

const broad = new Set(['longText', 'richText', 'json'])

/** Nobody can fill it in and nothing stands there: a dash would only make people wonder. */
const isSilent = (place: Place, record: unknown): boolean =>
  place.field.options.readOnly === true && isEmpty(valueAt(record, place.path))

function Section({ places, under }: { places: Place[]; under?: string }) {
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        gridTemplateColumns: { xs: 'repeat(2, minmax(0, 1fr))', lg: 'repeat(3, minmax(0, 1fr))' },
        columnGap: 3,
        rowGap: 2,
      }}
    >
      {places.map(place => (
        <Box key={place.path} sx={{ minWidth: 0, gridColumn: broad.has(place.field.kind) ? '1 / -1' : undefined }}>
          <Entry place={place} named={places.length === 1 && place.label === under} />
        </Box>
      ))}
    </Box>
  )
}

/** `named`: the heading over it says its name already. */
function Entry({ place, named }: { place: Place; named: boolean }) {
  const record = useRecordContext()
  const value = valueAt(record, place.path)
  const Show = overridesOf(place.resource).cells?.[place.path] ?? viewOf(place.field).Show
  return (
    <>
      <Box component="dt" sx={named ? visuallyHidden : { fontSize: '0.875rem', color: 'text.secondary' }}>
        {place.label}
      </Box>
      <Box component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
        {isEmpty(value) ? <Blank /> : <Show {...place} value={value} record={record} />}
      </Box>
    </>
  )
}

/** A dash for the eye; screen readers say what it means. */
function Blank() {
  const translate = useTranslate()
  return (
    <Box component="span" role="img" aria-label={translate('fields.blank')} sx={{ color: 'text.secondary' }}>
      –
    </Box>
  )
}

/** Who made it and who changed it last. */
function Provenance() {
  const translate = useTranslate()
  const when = useWhen()
  const record = useRecordContext()
  if (!record?.createdAt) return null
  return (
    <Typography variant="body2" color="text.secondary" sx={{ mt: 1.5 }}>
      {translate('show.created', { when: when(record.createdAt) })} <PersonName id={record.createdBy} />
      {record.updatedAt !== record.createdAt && (
        <>
          {' · '}
          {translate('show.updated', { when: when(record.updatedAt) })} <PersonName id={record.updatedBy} />
        </>
      )}
    </Typography>
  )
}

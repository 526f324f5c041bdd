import { Box } from '@mui/material'
import { useTranslate } from 'react-admin'
import { viewOf } from '../fields/index.ts'
import { isEmpty } from '../fields/view.ts'
import { overridesOf } from '../overrides.ts'
import { useLeafPlaces } from './places.ts'

interface Props {
  resource: string
  path: string
  value: unknown
  record?: Record<string, unknown>
}

/** Some value of a field, present or past, as a table shows it. */
export function Value({ resource, path, value, record }: Props) {
  const translate = useTranslate()
  const places = useLeafPlaces(resource)
  if (isEmpty(value))
    return (
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {translate('fields.blank')}
      </Box>
    )
  const place = places.find(each => each.path === path)
  if (!place) return <span>{typeof value === 'string' ? value : JSON.stringify(value)}</span>
  const Cell = overridesOf(resource).cells?.[path] ?? viewOf(place.field).Cell
  return <Cell {...place} value={value} record={record} />
}

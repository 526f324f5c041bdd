/** Fields made of fields (an address, a consent): each part is shown by the view of its own kind. */
import { type Field, kindOf } from '@dormouse/model'
import { Box } from '@mui/material'
import { useTranslate } from 'react-admin'
import { Named } from './filters.tsx'
import { viewOf } from './registry.ts'
import { type FieldPlace, type FilterProps, isEmpty, type ValueProps } from './view.ts'

/** The parts of a field, as places of their own: `address` → `address.line1`, `address.city`... */
export function useParts(place: FieldPlace): FieldPlace[] {
  const translate = useTranslate()
  const parts: Record<string, Field> = kindOf(place.field).parts?.(place.field.options) ?? {}
  return Object.entries(parts).map(([name, field]) => {
    const path = `${place.path}.${name}`
    const label = translate(`resources.${place.resource}.fields.${path}`, { _: field.options.label ?? name })
    return { resource: place.resource, path, field, label }
  })
}

/** On the record's page: the filled-in parts, each with its name. */
export function PartsShow({ value, record, ...place }: ValueProps) {
  const parts = useParts(place).filter(part => !isEmpty(value[lastOf(part.path)]))
  return (
    <Box component="dl" sx={{ m: 0, display: 'grid', gap: 0.75 }}>
      {parts.map(part => {
        const { Show } = viewOf(part.field)
        return (
          // Side by side where there is room: in a narrow column a long label left one letter a line for the value.
          <Box key={part.path} sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, minWidth: 0 }}>
            <Box component="dt" sx={{ color: 'text.secondary', flex: '0 1 auto' }}>
              {part.label}
            </Box>
            <Box component="dd" sx={{ m: 0, minWidth: 0, flex: '1 1 12ch', overflowWrap: 'anywhere' }}>
              <Show {...part} value={value[lastOf(part.path)]} record={record} />
            </Box>
          </Box>
        )
      })}
    </Box>
  )
}

/** In a table: the filled-in parts, one after the other. */
export function PartsCell({ value, record, ...place }: ValueProps) {
  const parts = useParts(place).filter(part => !isEmpty(value[lastOf(part.path)]))
  return (
    <span>
      {parts.map((part, index) => {
        const { Cell } = viewOf(part.field)
        return (
          <span key={part.path}>
            {index > 0 && ', '}
            <Cell {...part} value={value[lastOf(part.path)]} record={record} />
          </span>
        )
      })}
    </span>
  )
}

/** One filter a part: those the declaration asks for, or the named ones. */
export function PartsFilter({ get, set, names, ...place }: FilterProps & { names?: string[] }) {
  const parts = useParts(place).filter(part => (names ? names.includes(lastOf(part.path)) : part.field.options.filter))
  const filters = parts.map(part => {
    const { Filter } = viewOf(part.field)
    const below = `.${lastOf(part.path)}`
    if (!Filter) return null
    return (
      <Box key={part.path} sx={{ mt: 1 }}>
        <Filter
          {...part}
          get={suffix => get(below + suffix)}
          set={changes =>
            set(Object.fromEntries(Object.entries(changes).map(([suffix, value]) => [below + suffix, value])))
          }
        />
      </Box>
    )
  })
  return <Named label={place.label}>{filters}</Named>
}

const lastOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1)

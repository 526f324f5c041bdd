/** A column that the organisation has no field for yet: makes one, for every person from now on. */
import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  MenuItem,
  TextField,
  Typography,
} from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useDataProvider } from 'react-admin'
import { Failure } from '../parts/Failure.tsx'
import { useAct } from '../parts/useAct.ts'
import { useWords } from '../parts/words.ts'
import type { Column } from './job.ts'

interface NewFieldProps {
  column: Column | undefined
  onClose(): void
  onMade(path: string): void
}

/** Kinds that can be read from a cell without further questions. */
const offered = ['text', 'longText', 'decimal', 'date', 'flag', 'tags'] as const

export function NewField({ column, onClose, onMade }: NewFieldProps) {
  const words = useWords()
  const act = useAct()
  const provider = useDataProvider()
  const cache = useQueryClient()
  const [label, setLabel] = useState(() => labelFrom(column?.name ?? ''))
  const [kind, setKind] = useState<(typeof offered)[number]>('text')
  const make = async () => {
    const key = keyFrom(label)
    const made = await act.run(() =>
      provider.create('properties', { data: { resource: 'contacts', key, label: label.trim(), kind } }),
    )
    if (!made) return
    await cache.invalidateQueries({ queryKey: ['properties'] })
    onMade(`properties.${key}`)
  }
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs">
      <DialogTitle>{words('import.newField.title')}</DialogTitle>
      <DialogContent>
        <Typography color="textSecondary" sx={{ mb: 1 }}>
          {words('import.newField.about')}
        </Typography>
        <TextField
          autoFocus
          required
          label={words('import.newField.label')}
          value={label}
          onChange={event => setLabel(event.target.value)}
        />
        <TextField
          select
          label={words('import.newField.kind')}
          value={kind}
          onChange={event => setKind(event.target.value as typeof kind)}
        >
          {offered.map(each => (
            <MenuItem key={each} value={each}>
              {words(`import.newField.kinds.${each}`)}
            </MenuItem>
          ))}
        </TextField>
        {column && column.samples.length > 0 && (
          <Typography variant="body2" color="textSecondary">
            {words('import.newField.samples', { samples: column.samples.join(' · ') })}
          </Typography>
        )}
        <Failure error={act.error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{words('cancel')}</Button>
        <Button variant="contained" loading={act.busy} disabled={keyFrom(label) === ''} onClick={() => void make()}>
          {words('import.newField.make')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

/** `shirt_size` → `Shirt size`. */
export const labelFrom = (column: string): string => {
  const spaced = column
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_\-.]+/g, ' ')
    .trim()
    .toLowerCase()
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

/** `Größe (EU)` → `grosseEu`: the name in addresses and templates, letters and digits only. */
export function keyFrom(label: string): string {
  const plain = label.replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '')
  const words = plain.split(/[^A-Za-z0-9]+/).filter(Boolean)
  const joined = words
    .map((word, index) =>
      index === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(),
    )
    .join('')
  const key = /^[a-z]/.test(joined) ? joined : joined && `field${joined.charAt(0).toUpperCase()}${joined.slice(1)}`
  return key.slice(0, 60)
}

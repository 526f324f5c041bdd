import { at, withAt } from '@dormouse/model'
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
import { useState } from 'react'
import { Form, useTranslate } from 'react-admin'
import { inputOf } from '../../fields/inputs.ts'
import { type Place, usePlaces, writable } from '../places.ts'
import { useChosen } from './chosen.tsx'
import { useChange } from './useChange.ts'

/** Fields for which one value for many makes sense: no unique ones, no composite ones, no files, no raw data. */
const forMany = (place: Place): boolean =>
  writable(place, 'edit') &&
  !place.field.options.unique &&
  !['group', 'address', 'file', 'json', 'richText'].includes(place.field.kind)

/** Gives one field the same value in all ticked rows. */
export function ChangeDialog({ resource, onClose }: { resource: string; onClose(): void }) {
  const translate = useTranslate()
  const { count } = useChosen()
  const { change, isPending } = useChange(resource, 'bulk.changed')
  const places = usePlaces(resource).filter(forMany)
  const [path, setPath] = useState('')
  const place = places.find(each => each.path === path)

  async function apply(values: object) {
    const patch = withAt({}, path, at(values as never, path) ?? null)
    if (await change({ op: 'update', patch })) onClose()
  }

  const Input = place && inputOf(place.field)
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="bulk-change">
      <Form onSubmit={apply} record={{}} resource={resource} key={path}>
        <DialogTitle id="bulk-change">{translate('bulk.changeTitle', { smart_count: count })}</DialogTitle>
        <DialogContent>
          <TextField
            select
            label={translate('bulk.field')}
            value={path}
            onChange={event => setPath(event.target.value)}
          >
            {places.map(each => (
              <MenuItem key={each.path} value={each.path}>
                {each.label}
              </MenuItem>
            ))}
          </TextField>
          {place && Input && <Input {...place} label={translate('bulk.value')} />}
          {place && (
            <Typography variant="body2" color="text.secondary">
              {translate('bulk.blank')}
            </Typography>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{translate('ra.action.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={!place} loading={isPending}>
            {translate('ra.action.save')}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  )
}

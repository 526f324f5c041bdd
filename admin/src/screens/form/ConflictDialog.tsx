import { withAt } from '@dormouse/model'
import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  Radio,
  RadioGroup,
  Typography,
} from '@mui/material'
import { useState } from 'react'
import { type HttpError, useNotify, useRedirect, useTranslate, useUpdate } from 'react-admin'
import { PersonName } from '../PersonName.tsx'
import { useLeafPlaces } from '../places.ts'
import { Value } from '../Value.tsx'
import { type Conflict, conflictOf, type Disagreement, disagreements, theirsAlone, wanted } from './conflict.ts'

interface Props {
  resource: string
  conflict: Conflict
  /** Somebody was faster once more. */
  onConflict(conflict: Conflict): void
  onClose(): void
}

/** "Anna changed this while you were editing": both values side by side, and one click which of them holds. */
export function ConflictDialog({ resource, conflict, onConflict, onClose }: Props) {
  const translate = useTranslate()
  const notify = useNotify()
  const redirect = useRedirect()
  const places = new Map(useLeafPlaces(resource).map(place => [place.path, place]))
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set())
  const [update, { isPending }] = useUpdate()
  const both = disagreements(conflict)
  const alone = theirsAlone(conflict)
  const { current } = conflict

  function save() {
    let data = current
    for (const [path, value] of Object.entries(wanted(conflict, theirs))) data = withAt(data, path, value)
    update(
      resource,
      { id: current.id, data, previousData: current },
      {
        onSuccess: () => {
          notify('ra.notification.updated', { messageArgs: { smart_count: 1 } })
          onClose()
          redirect('show', resource, current.id)
        },
        onError: error => {
          const again = conflictOf(error as HttpError, { mine: data, loaded: current })
          if (again) onConflict(again)
          else notify((error as Error).message, { type: 'error' })
        },
      },
    )
  }

  const choose = (path: string, other: boolean) =>
    setTheirs(new Set(other ? [...theirs, path] : [...theirs].filter(each => each !== path)))
  const label = (path: string) => places.get(path)?.label ?? path
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="conflict-title">
      <DialogTitle id="conflict-title">
        <PersonName id={current.updatedBy} /> {translate('conflict.title')}
      </DialogTitle>
      <DialogContent>
        <Typography sx={{ mb: 2 }}>{translate(both.length > 0 ? 'conflict.choose' : 'conflict.fine')}</Typography>
        {both.map(each => (
          <Choice
            key={each.path}
            label={label(each.path)}
            disagreement={each}
            resource={resource}
            other={theirs.has(each.path)}
            onChoose={other => choose(each.path, other)}
          />
        ))}
        {alone.length > 0 && (
          <Typography color="text.secondary">
            {translate('conflict.alone', { fields: alone.map(label).join(', ') })}
          </Typography>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('conflict.back')}</Button>
        <Button variant="contained" onClick={save} loading={isPending}>
          {translate('ra.action.save')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

interface ChoiceProps {
  label: string
  disagreement: Disagreement
  resource: string
  other: boolean
  onChoose(other: boolean): void
}

function Choice({ label, disagreement: { path, mine, theirs }, resource, other, onChoose }: ChoiceProps) {
  const translate = useTranslate()
  const option = (value: string, name: string, held: unknown) => (
    <FormControlLabel
      value={value}
      control={<Radio />}
      label={
        <>
          <Box component="span" sx={{ color: 'text.secondary', mr: 1 }}>
            {translate(name)}
          </Box>
          <Value resource={resource} path={path} value={held} />
        </>
      }
    />
  )
  return (
    <Box component="fieldset" sx={{ border: 1, borderColor: 'divider', borderRadius: 2, mb: 2, minWidth: 0 }}>
      <Box component="legend" sx={{ px: 0.5, fontWeight: 600 }}>
        {label}
      </Box>
      <RadioGroup value={other ? 'theirs' : 'mine'} onChange={(_event, value) => onChoose(value === 'theirs')}>
        {option('mine', 'conflict.mine', mine)}
        {option('theirs', 'conflict.theirs', theirs)}
      </RadioGroup>
    </Box>
  )
}

import { type Action, type Field, inputSchema, labelOf, validate } from '@dormouse/model'
import { Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle } from '@mui/material'
import { Form, type RaRecord, useNotify, useRefresh, useTranslate } from 'react-admin'
import { useFormState } from 'react-hook-form'
import { ApiError, call } from '../../api.ts'
import { inputOf } from '../../fields/inputs.ts'
import { nested } from '../form/check.ts'
import { DoneNotice, newReferences } from './DoneNotice.tsx'

interface Props {
  resource: string
  record: RaRecord
  name: string
  action: Action
  onClose(): void
}

/** Asks for what the action needs, warns where it cannot be undone, and does it. */
export function ActionDialog({ resource, record, name, action, onClose }: Props) {
  const translate = useTranslate()
  const notify = useNotify()
  const refresh = useRefresh()
  const label = translate(`resources.${resource}.actions.${name}`, { _: action.label })
  const fields = Object.entries<Field>(action.input)

  async function submit(values: object) {
    const input = JSON.parse(JSON.stringify(values))
    const checked = validate(inputSchema(action.input), input)
    if (!checked.ok) return nested(checked.errors)
    try {
      const path = `/${resource}/${encodeURIComponent(record.id)}/${name}`
      const after = await call<RaRecord | undefined>('POST', path, checked.value)
      const made = newReferences(resource, record, after)
      if (made.length > 0) notify(<DoneNotice action={label} made={made} />, { autoHideDuration: 10_000 })
      else if (!after?.job) notify('show.done', { messageArgs: { action: label } })
      onClose()
      refresh()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (Object.keys(error.errors).length > 0) return nested(error.errors)
      notify(error.message, { type: 'error' })
    }
  }

  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="action-title">
      <Form onSubmit={submit} record={{}} resource={resource}>
        <DialogTitle id="action-title">{label}</DialogTitle>
        <DialogContent>
          {action.confirm && (
            <DialogContentText>
              {translate(`resources.${resource}.confirm.${name}`, { _: action.confirm })}
            </DialogContentText>
          )}
          {fields.map(([path, field]) => {
            const Input = inputOf(field)
            const { required, help } = field.options
            const key = `resources.${resource}.inputs.${name}.${path}`
            const words = translate(key, { _: field.options.label ?? labelOf(path) })
            return (
              <Input
                key={path}
                resource={resource}
                path={path}
                field={field}
                label={words}
                required={required}
                help={help}
              />
            )
          })}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{translate('ra.action.cancel')}</Button>
          <Submit label={label} />
        </DialogActions>
      </Form>
    </Dialog>
  )
}

function Submit({ label }: { label: string }) {
  const { isSubmitting } = useFormState()
  return (
    <Button type="submit" variant="contained" loading={isSubmitting}>
      {label}
    </Button>
  )
}

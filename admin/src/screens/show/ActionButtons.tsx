import { type Action, included } from '@dormouse/model'
import { Button } from '@mui/material'
import { lazy, Suspense, useState } from 'react'
import { type RaRecord, useTranslate } from 'react-admin'
import { me } from '../../authProvider.ts'
import { overridesOf } from '../../overrides.ts'
import { declarationOf } from '../titles.ts'

// It brings all inputs along, which the page itself has no use for.
const ActionDialog = lazy(async () => ({ default: (await import('./ActionDialog.tsx')).ActionDialog }))

/** A button for every declared action that this person may do to this record now. */
export function ActionButtons({ resource, record }: { resource: string; record: RaRecord }) {
  const actions = Object.entries<Action>(declarationOf(resource).actions ?? {})
  const made = overridesOf(resource).actions
  return actions
    .filter(
      ([, action]) => !action.hidden && included(action.access, me().role) && (action.when?.(record as never) ?? true),
    )
    .map(([name, action]) => {
      const Made = made?.[name]
      if (!Made) return <ActionButton key={name} resource={resource} record={record} name={name} action={action} />
      return (
        <Suspense key={name} fallback={null}>
          <Made />
        </Suspense>
      )
    })
}

interface Props {
  resource: string
  record: RaRecord
  name: string
  action: Action
}

function ActionButton(props: Props) {
  const translate = useTranslate()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="outlined" onClick={() => setOpen(true)}>
        {translate(`resources.${props.resource}.actions.${props.name}`, { _: props.action.label })}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <ActionDialog {...props} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

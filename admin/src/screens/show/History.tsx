import UndoIcon from '@mui/icons-material/UndoOutlined'
import { Box, Button, Card, Typography } from '@mui/material'
import { useState } from 'react'
import { Confirm, useGetList, useNotify, useRecordContext, useRefresh, useTranslate } from 'react-admin'
import { call } from '../../api.ts'
import { useWhen } from '../moments.ts'
import { PersonName } from '../PersonName.tsx'
import { type Place, useLeafPlaces } from '../places.ts'
import { editable } from '../titles.ts'
import { Value } from '../Value.tsx'

const pageSize = 50

interface Change {
  id: string
  /** Null where the record itself was made or removed. */
  field: string | null
  from: unknown
  to: unknown
  at: string
  by: string
}

/** "Anna changed City from Leeds to York, 3 May. Put it back": every change of every field, newest first. */
export function History({ resource }: { resource: string }) {
  const translate = useTranslate()
  const record = useRecordContext()
  const [pages, setPages] = useState(1)
  const places = useLeafPlaces(resource)
  const { data, total, isPending } = useGetList<Change>('changes', {
    pagination: { page: 1, perPage: pages * pageSize },
    sort: { field: 'at', order: 'DESC' },
    filter: { resource, recordId: record?.id },
  })
  if (isPending) return null
  if (!data || data.length === 0) return <Typography color="text.secondary">{translate('history.none')}</Typography>
  return (
    <Card sx={{ px: { xs: 2, sm: 3 } }}>
      <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {data.map((change, index) => (
          <Box component="li" key={change.id} sx={{ py: 1.25, borderTop: index === 0 ? 0 : 1, borderColor: 'divider' }}>
            <ChangeRow resource={resource} change={change} places={places} />
          </Box>
        ))}
      </Box>
      {(total ?? 0) > data.length && (
        <Button sx={{ mb: 1 }} onClick={() => setPages(pages + 1)}>
          {translate('history.more')}
        </Button>
      )}
    </Card>
  )
}

function ChangeRow({ resource, change, places }: { resource: string; change: Change; places: Place[] }) {
  const translate = useTranslate()
  const when = useWhen()
  const { field, from, to, at, by } = change
  const place = places.find(each => each.path === field)
  const value = (held: unknown) => <Value resource={resource} path={field ?? ''} value={held} />
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 2 }}>
      <Box sx={{ flex: '1 1 300px', minWidth: 0, overflowWrap: 'anywhere' }}>
        <strong>
          <PersonName id={by} />
        </strong>{' '}
        {field === null ? (
          translate(to === null ? 'history.removed' : 'history.made')
        ) : (
          <>
            {translate('history.changed')} <em>{place?.label ?? field}</em> {translate('history.from')} {value(from)}{' '}
            {translate('history.to')} {value(to)}
          </>
        )}
        <Typography variant="body2" color="text.secondary" component="time" dateTime={at} sx={{ display: 'block' }}>
          {when(at)}
        </Typography>
      </Box>
      {place && !place.field.options.readOnly && editable(resource) && <PutBack change={change} label={place.label} />}
    </Box>
  )
}

/** Gives the field the value it had before this change. That is a change too, and stands in the history. */
function PutBack({ change, label }: { change: Change; label: string }) {
  const translate = useTranslate()
  const notify = useNotify()
  const refresh = useRefresh()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  async function putBack() {
    setBusy(true)
    try {
      await call('POST', `/changes/${encodeURIComponent(change.id)}/restore`, {})
      notify('history.done', { messageArgs: { field: label } })
      refresh()
    } catch (error) {
      notify((error as Error).message, { type: 'error' })
    }
    setBusy(false)
    setAsking(false)
  }
  return (
    <>
      <Button size="small" startIcon={<UndoIcon />} onClick={() => setAsking(true)}>
        {translate('history.putBack')}
      </Button>
      <Confirm
        isOpen={asking}
        loading={busy}
        title={translate('history.putBack')}
        content={translate('history.ask', { field: label })}
        confirm="history.putBack"
        onConfirm={putBack}
        onClose={() => setAsking(false)}
      />
    </>
  )
}

/** At the door, on a phone: who is expected, one tap when they come, and whoever comes without having registered. */
import CheckIcon from '@mui/icons-material/Check'
import { Box, Button, LinearProgress, TextField, Typography } from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type RaRecord, useDataProvider, useGetList, useGetMany, useGetOne, useNotify } from 'react-admin'
import { useParams } from 'react-router-dom'
import { Page } from '../../layout/Page.tsx'
import { Back } from '../parts/Back.tsx'
import { FailedPage } from '../parts/FailedPage.tsx'
import { sentenceOf } from '../parts/Failure.tsx'
import { Loading } from '../parts/Loading.tsx'
import { PickPeople } from '../parts/PickPeople.tsx'
import { personName } from '../parts/person.ts'
import { useMoment } from '../parts/time.ts'
import { useAct } from '../parts/useAct.ts'
import { useWords } from '../parts/words.ts'

const guestsMax = 1000
/** Two people at two doors see each other's taps. */
const lookEveryMs = 5000
const expected = ['registered', 'attended', 'waiting', 'no_show']

export function CheckIn() {
  const words = useWords()
  const moment = useMoment()
  const notify = useNotify()
  const provider = useDataProvider()
  const cache = useQueryClient()
  const { id = '' } = useParams()
  const [q, setQ] = useState('')
  const event = useGetOne('events', { id })
  const list = useGetList(
    'attendances',
    {
      filter: { eventId: id, status: expected },
      pagination: { page: 1, perPage: guestsMax },
      sort: { field: 'createdAt', order: 'ASC' },
    },
    { refetchInterval: lookEveryMs },
  )
  const people = useGetMany(
    'contacts',
    { ids: (list.data ?? []).map(row => row.contactId) },
    { enabled: (list.data?.length ?? 0) > 0 },
  )
  const named = new Map((people.data ?? []).filter(Boolean).map(person => [person.id, personName(person)]))
  const guests = (list.data ?? [])
    .map(row => ({ row, name: named.get(row.contactId) ?? '…' }))
    .filter(({ name }) => name.toLowerCase().includes(q.trim().toLowerCase()))
    .sort((a, b) => a.name.localeCompare(b.name))
  const here = (list.data ?? []).filter(row => row.status === 'attended').length

  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (error) {
      notify(sentenceOf(error), { type: 'error' })
    }
    await cache.invalidateQueries({ queryKey: ['attendances'] })
  }
  const mark = (row: RaRecord, status: string) =>
    attempt(() => provider.update('attendances', { id: row.id, data: { ...row, status }, previousData: row }))
  const walkIn = (contactId: string | undefined) => {
    const known = (list.data ?? []).find(row => row.contactId === contactId)
    if (known) return mark(known, 'attended')
    return contactId
      ? attempt(() => provider.create('attendances', { data: { eventId: id, contactId, status: 'attended' } }))
      : undefined
  }
  if (event.error) return <FailedPage error={event.error} retry={() => void event.refetch()} />
  return (
    <Page
      title={String(event.data?.title ?? '…')}
      about={moment(event.data?.startAt)}
      above={<Back to={`/events/${id}/show`}>{words('events.back')}</Back>}
      sx={{ maxWidth: 640, mx: 'auto', width: '100%' }}
    >
      <Typography sx={{ fontSize: '1.5rem', fontWeight: 650 }} role="status">
        {words('events.here', { count: here, total: list.data?.length ?? 0 })}
      </Typography>
      <LinearProgress
        variant="determinate"
        value={list.data?.length ? (100 * here) / list.data.length : 0}
        aria-label={words('events.hereLabel')}
        sx={{ height: 10, borderRadius: 5, mb: 2 }}
      />
      <TextField
        label={words('events.search')}
        type="search"
        value={q}
        onChange={change => setQ(change.target.value)}
      />
      {!list.data && <Loading />}
      <Box component="ul" sx={{ listStyle: 'none', p: 0, m: 0 }}>
        {guests.map(({ row, name }) => (
          <Box
            component="li"
            key={row.id}
            sx={{ display: 'flex', alignItems: 'center', gap: 1, py: 1, borderBottom: 1, borderColor: 'divider' }}
          >
            <Box sx={{ flex: 1, minWidth: 0 }}>
              <Typography sx={{ fontWeight: 600 }}>{name}</Typography>
              {row.status === 'waiting' && (
                <Typography variant="body2" color="textSecondary">
                  {words('events.waiting')}
                </Typography>
              )}
            </Box>
            <HereButton isHere={row.status === 'attended'} name={name} onMark={status => mark(row, status)} />
          </Box>
        ))}
      </Box>
      {list.data && guests.length === 0 && (
        <Typography sx={{ py: 2 }}>{words(q ? 'events.notFound' : 'events.nobody')}</Typography>
      )}
      <Typography variant="h2" sx={{ mt: 3 }}>
        {words('events.walkIn')}
      </Typography>
      <PickPeople single label={words('events.walkInWho')} value={[]} onChange={ids => void walkIn(ids[0])} />
    </Page>
  )
}

interface HereButtonProps {
  isHere: boolean
  name: string
  onMark(status: 'registered' | 'attended'): Promise<void>
}

/** Busy until the answer is there: a second tap of somebody who saw nothing happen would take the first one back. */
function HereButton({ isHere, name, onMark }: HereButtonProps) {
  const words = useWords()
  const act = useAct()
  return (
    <Button
      variant={isHere ? 'contained' : 'outlined'}
      color={isHere ? 'success' : 'primary'}
      startIcon={isHere ? <CheckIcon /> : undefined}
      aria-pressed={isHere}
      aria-label={words(isHere ? 'events.isHere' : 'events.markHere', { name })}
      loading={act.busy}
      onClick={() => void act.run(() => onMark(isHere ? 'registered' : 'attended'))}
      sx={{ minWidth: 110, minHeight: 48 }}
    >
      {words('events.hereButton')}
    </Button>
  )
}

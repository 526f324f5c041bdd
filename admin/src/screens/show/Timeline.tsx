import CallIcon from '@mui/icons-material/CallOutlined'
import MeetingIcon from '@mui/icons-material/GroupsOutlined'
import MailIcon from '@mui/icons-material/MailOutlined'
import NoteIcon from '@mui/icons-material/StickyNote2Outlined'
import TaskIcon from '@mui/icons-material/TaskAltOutlined'
import { Box, Button, Card, MenuItem, Link as MuiLink, TextField, Typography } from '@mui/material'
import { type FormEvent, useState } from 'react'
import { type RaRecord, useCreate, useGetList, useNotify, useRecordContext, useTranslate, useUpdate } from 'react-admin'
import { Link } from 'react-router-dom'
import { may } from '../../authProvider.ts'
import { useWhen } from '../moments.ts'
import { PersonName } from '../PersonName.tsx'
import { declarationOf } from '../titles.ts'

const shownMax = 100

const icons: Record<string, typeof NoteIcon> = {
  note: NoteIcon,
  call: CallIcon,
  email: MailIcon,
  meeting: MeetingIcon,
  task: TaskIcon,
}

/** Notes, calls, meetings and tasks about the record, newest first, and the quickest way to add one. */
export function Timeline({ resource }: { resource: string }) {
  const translate = useTranslate()
  const record = useRecordContext()
  const { data, isPending } = useGetList('activities', {
    pagination: { page: 1, perPage: shownMax },
    sort: { field: 'createdAt', order: 'DESC' },
    filter: { 'about.resource': resource, 'about.id': record?.id },
  })
  if (isPending || !record) return null
  return (
    <>
      {may('write', 'activities') && <Add about={{ resource, id: String(record.id) }} />}
      {data?.length === 0 ? (
        <Typography color="text.secondary">{translate('timeline.none')}</Typography>
      ) : (
        <Card sx={{ px: { xs: 2, sm: 3 } }}>
          <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none' }}>
            {data?.map((activity, index) => (
              <Box
                component="li"
                key={activity.id}
                sx={{ py: 1.5, borderTop: index === 0 ? 0 : 1, borderColor: 'divider' }}
              >
                <Activity activity={activity} />
              </Box>
            ))}
          </Box>
        </Card>
      )}
    </>
  )
}

function Activity({ activity }: { activity: RaRecord }) {
  const translate = useTranslate()
  const when = useWhen()
  const [update, { isPending }] = useUpdate()
  const Icon = icons[activity.kind] ?? NoteIcon
  const kind = translate(`resources.activities.choices.kind.${activity.kind}`, { _: activity.kind })
  const done = () =>
    update('activities', {
      id: activity.id,
      data: { ...activity, doneAt: new Date().toISOString() },
      previousData: activity,
    })
  return (
    <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'flex-start' }}>
      <Icon sx={{ color: 'text.secondary', mt: 0.25 }} titleAccess={kind} />
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <MuiLink component={Link} to={`/activities/${encodeURIComponent(activity.id)}/show`} sx={{ fontWeight: 600 }}>
          {activity.subject}
        </MuiLink>
        {activity.body && <Typography sx={{ whiteSpace: 'pre-wrap' }}>{activity.body}</Typography>}
        <Typography variant="body2" color="text.secondary">
          <PersonName id={activity.createdBy} />, {when(activity.createdAt)}
          {activity.dueAt && ` · ${translate('timeline.due', { when: when(activity.dueAt) })}`}
          {activity.doneAt && ` · ${translate('timeline.done', { when: when(activity.doneAt) })}`}
        </Typography>
      </Box>
      {activity.kind === 'task' && !activity.doneAt && may('write', 'activities') && (
        <Button size="small" onClick={done} loading={isPending}>
          {translate('timeline.finish')}
        </Button>
      )}
    </Box>
  )
}

function Add({ about }: { about: { resource: string; id: string } }) {
  const translate = useTranslate()
  const notify = useNotify()
  const [kind, setKind] = useState('note')
  const [subject, setSubject] = useState('')
  const [create, { isPending }] = useCreate()
  const kinds: string[] = declarationOf('activities').fields.kind?.options.choices ?? []

  async function add(event: FormEvent) {
    event.preventDefault()
    try {
      await create('activities', { data: { kind, subject: subject.trim(), about } }, { returnPromise: true })
      setSubject('')
    } catch (error) {
      notify((error as Error).message, { type: 'error' })
    }
  }

  return (
    <Box
      component="form"
      onSubmit={add}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', mb: 2, maxWidth: 880 }}
    >
      <TextField
        select
        label={translate('timeline.kind')}
        value={kind}
        onChange={event => setKind(event.target.value)}
        margin="none"
        sx={{ width: 140 }}
      >
        {kinds.map(each => (
          <MenuItem key={each} value={each}>
            {translate(`resources.activities.choices.kind.${each}`, { _: each })}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        label={translate('timeline.what')}
        value={subject}
        onChange={event => setSubject(event.target.value)}
        margin="none"
        sx={{ flex: '1 1 220px', width: 'auto' }}
        slotProps={{ htmlInput: { maxLength: 200 } }}
      />
      <Button type="submit" variant="contained" disabled={!subject.trim()} loading={isPending}>
        {translate('ra.action.add')}
      </Button>
    </Box>
  )
}

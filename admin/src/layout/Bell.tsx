import BellIcon from '@mui/icons-material/NotificationsOutlined'
import {
  Badge,
  Box,
  Button,
  IconButton,
  List,
  ListItem,
  Link as MuiLink,
  Popover,
  Tooltip,
  Typography,
} from '@mui/material'
import { useRef, useState } from 'react'
import { type RaRecord, useGetList, useTranslate, useUpdateMany } from 'react-admin'
import { Link } from 'react-router-dom'
import { me } from '../authProvider.ts'
import { useSaid } from '../i18n/useSaid.ts'
import { useWhen } from '../screens/moments.ts'

const shownMax = 10
const askAgainMs = 60_000

/** What happened that concerns the signed-in person. Opening it does not count as reading; "mark as read" does. */
export function Bell() {
  const translate = useTranslate()
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const unread = useUnread()
  const label = unread.total === 0 ? translate('bell.nothing') : translate('bell.label', { smart_count: unread.total })
  return (
    <>
      <Tooltip title={label}>
        <IconButton
          ref={button}
          color="inherit"
          aria-label={label}
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => setOpen(true)}
        >
          {/* A badge that only hides its number leaves it in the button's name. */}
          {unread.total === 0 ? (
            <BellIcon />
          ) : (
            <Badge badgeContent={unread.total} color="primary" max={99}>
              <BellIcon />
            </Badge>
          )}
        </IconButton>
      </Tooltip>
      <Popover
        open={open}
        anchorEl={button.current}
        onClose={() => setOpen(false)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': label, sx: { width: 360, maxWidth: '92vw' } } }}
      >
        <Notifications records={unread.records} onDone={() => setOpen(false)} />
      </Popover>
    </>
  )
}

function useUnread(): { records: RaRecord[]; total: number } {
  const { data, total } = useGetList(
    'notifications',
    {
      pagination: { page: 1, perPage: shownMax },
      sort: { field: 'createdAt', order: 'DESC' },
      filter: { staffId: me().id, readAt_empty: true },
    },
    // A bell that cannot ring is no reason to disturb anybody: no retries, no notice.
    { refetchInterval: askAgainMs, retry: false, meta: { quiet: true } },
  )
  return { records: data ?? [], total: total ?? 0 }
}

function Notifications({ records, onDone }: { records: RaRecord[]; onDone(): void }) {
  const translate = useTranslate()
  const said = useSaid()
  const when = useWhen()
  const [update] = useUpdateMany()
  if (records.length === 0) return <Typography sx={{ p: 2 }}>{translate('bell.none')}</Typography>
  // The server says when; the browser's clock may be wrong by hours.
  const readAll = () =>
    update('notifications', { ids: records.map(each => each.id), data: { readAt: lastOf(records) } })
  return (
    <Box sx={{ p: 1.5 }}>
      <List disablePadding>
        {records.map(record => (
          <ListItem key={record.id} sx={{ display: 'block', px: 0.5 }}>
            <Typography>
              {hrefOf(record) ? <LinkTo record={record} text={said(record.text)} onDone={onDone} /> : said(record.text)}
            </Typography>
            <Typography variant="body2" color="text.secondary">
              {when(record.createdAt)}
            </Typography>
          </ListItem>
        ))}
      </List>
      <Button size="small" onClick={readAll}>
        {translate('bell.read')}
      </Button>
    </Box>
  )
}

const LinkTo = ({ record, text, onDone }: { record: RaRecord; text: string; onDone(): void }) => (
  <MuiLink component={Link} to={hrefOf(record) ?? '/'} onClick={onDone}>
    {text}
  </MuiLink>
)

const hrefOf = ({ about }: RaRecord): string | undefined =>
  about?.resource && about?.id ? `/${about.resource}/${about.id}/show` : undefined

const lastOf = (records: RaRecord[]): string =>
  records
    .map(each => String(each.createdAt))
    .sort()
    .at(-1) ?? ''

/** The mails that were written on this computer instead of being sent: what is in them, as their readers would see it. */
import ArrowBackIcon from '@mui/icons-material/ArrowBack'
import {
  Alert,
  Box,
  Button,
  List,
  ListItem,
  ListItemButton,
  ListItemText,
  Paper,
  Tab,
  Table,
  TableBody,
  TableCell,
  TablePagination,
  TableRow,
  Tabs,
  Typography,
  useMediaQuery,
  useTheme,
} from '@mui/material'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router-dom'
import { request } from '../../api.ts'
import { Page } from '../../layout/Page.tsx'
import { Failure } from '../parts/Failure.tsx'
import { LetterFrame } from '../parts/LetterFrame.tsx'
import { Loading } from '../parts/Loading.tsx'
import { useMoment } from '../parts/time.ts'
import { useWords } from '../parts/words.ts'

interface Line {
  id: string
  at: string
  from: string
  to: string
  subject: string
}

interface Mail extends Line {
  html: string
  text: string
  headers: { name: string; value: string }[]
}

const perPage = 25

export function Outbox() {
  const words = useWords()
  const moment = useMoment()
  const navigate = useNavigate()
  const theme = useTheme()
  const isNarrow = useMediaQuery(theme.breakpoints.down('md'))
  const { id } = useParams()
  const [search, setSearch] = useSearchParams()
  const page = Math.max(1, Number(search.get('page')) || 1)
  const range = encodeURIComponent(JSON.stringify([(page - 1) * perPage, page * perPage - 1]))
  const list = useQuery({
    queryKey: ['outbox', page],
    queryFn: async () => {
      const { json, headers } = await request<Line[]>('GET', `/outbox?range=${range}`)
      return { mails: json, total: Number(headers.get('X-Total-Count') ?? json.length) }
    },
    placeholderData: keepPreviousData,
    refetchInterval: 5000,
  })
  const open = (mail: string) => navigate(`/outbox/${encodeURIComponent(mail)}?${search}`)
  if (isNarrow && id)
    return (
      <Page title={words('outbox.title')}>
        <Button startIcon={<ArrowBackIcon />} onClick={() => navigate(`/outbox?${search}`)} sx={{ mb: 1 }}>
          {words('outbox.all')}
        </Button>
        <MailView id={id} />
      </Page>
    )
  return (
    <Page title={words('outbox.title')} about={words('outbox.about')}>
      <Failure error={list.error} retry={() => void list.refetch()} />
      {list.isPending && <Loading />}
      {list.data?.total === 0 && <Alert severity="info">{words('outbox.empty')}</Alert>}
      {list.data && list.data.total > 0 && (
        <Box
          sx={{
            display: 'grid',
            gap: 2,
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(260px, 1fr) minmax(0, 2fr)' },
            alignItems: 'start',
          }}
        >
          <Paper variant="outlined">
            <List disablePadding aria-label={words('outbox.title')}>
              {list.data.mails.map(mail => (
                <ListItem key={mail.id} disablePadding divider>
                  <ListItemButton selected={mail.id === id} onClick={() => open(mail.id)}>
                    <ListItemText
                      primary={mail.subject || words('outbox.noSubject')}
                      secondary={`${mail.to} · ${moment(mail.at)}`}
                      slotProps={{ primary: { noWrap: true, sx: { fontWeight: 600 } }, secondary: { noWrap: true } }}
                    />
                  </ListItemButton>
                </ListItem>
              ))}
            </List>
            {list.data.total > perPage && (
              <TablePagination
                component="div"
                count={list.data.total}
                page={page - 1}
                rowsPerPage={perPage}
                rowsPerPageOptions={[perPage]}
                onPageChange={(_, next) => setSearch({ page: String(next + 1) })}
              />
            )}
          </Paper>
          {!isNarrow &&
            (id ? <MailView id={id} /> : <Typography color="textSecondary">{words('outbox.choose')}</Typography>)}
        </Box>
      )}
    </Page>
  )
}

const forms = ['html', 'text', 'headers'] as const
type Form = (typeof forms)[number]

function MailView({ id }: { id: string }) {
  const words = useWords()
  const moment = useMoment()
  const [form, setForm] = useState<Form>('html')
  const { data, error, refetch } = useQuery({
    queryKey: ['outbox', 'mail', id],
    queryFn: async () => (await request<Mail>('GET', `/outbox/${encodeURIComponent(id)}`)).json,
  })
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  return (
    <Paper variant="outlined" sx={{ p: 2, minWidth: 0 }}>
      <Typography variant="h2" sx={{ overflowWrap: 'anywhere' }} data-testid="mail-subject">
        {data.subject}
      </Typography>
      <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
        {words('outbox.fromTo', { from: data.from, to: data.to })} · {moment(data.at)}
      </Typography>
      <Tabs value={form} onChange={(_, next: Form) => setForm(next)} aria-label={words('outbox.forms')} sx={{ mb: 1 }}>
        {forms.map(each => (
          <Tab key={each} value={each} label={words(`outbox.form.${each}`)} />
        ))}
      </Tabs>
      {form === 'html' && <LetterFrame html={data.html} title={words('templates.preview.frame')} />}
      {form === 'text' && (
        <Box
          sx={{
            whiteSpace: 'pre-wrap',
            fontFamily: 'ui-monospace, monospace',
            fontSize: '0.85rem',
            overflowWrap: 'anywhere',
          }}
        >
          {data.text}
        </Box>
      )}
      {form === 'headers' && (
        <Table size="small">
          <TableBody>
            {data.headers.map(({ name, value }, index) => (
              // A header may stand twice; they never move.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above.
              <TableRow key={index}>
                <TableCell component="th" scope="row" sx={{ verticalAlign: 'top', whiteSpace: 'nowrap' }}>
                  {name}
                </TableCell>
                <TableCell sx={{ overflowWrap: 'anywhere' }}>{value}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Paper>
  )
}

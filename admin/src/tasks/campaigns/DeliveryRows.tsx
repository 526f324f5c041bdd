/** The people of one drawer: name, address, state, time, and the reason in plain words. */
import {
  Link as Anchor,
  Box,
  Checkbox,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TablePagination,
  TableRow,
  Typography,
  useMediaQuery,
  useTheme,
} from '@mui/material'
import { visuallyHidden } from '@mui/utils'
import { useEffect, useState } from 'react'
import { type RaRecord, useGetList, useGetMany } from 'react-admin'
import { Link } from 'react-router-dom'
import { may } from '../../authProvider.ts'
import { Failure } from '../parts/Failure.tsx'
import { Loading } from '../parts/Loading.tsx'
import { personName } from '../parts/person.ts'
import { useReason } from '../parts/reasons.ts'
import { type Drawer, underWay } from '../parts/states.ts'
import { useMoment } from '../parts/time.ts'
import { useNumber, useWords } from '../parts/words.ts'
import type { CampaignRecord } from './campaign.ts'
import { stateLabel, timeOf, triesOf } from './delivery.ts'
import { Opened } from './Opened.tsx'
import { SettleBar } from './SettleBar.tsx'

interface DeliveryRowsProps {
  campaign: CampaignRecord
  drawer: Drawer
  states: readonly string[]
}

const perPage = 25
const lookEveryMs = 2000

export function DeliveryRows({ campaign, drawer, states }: DeliveryRowsProps) {
  const words = useWords()
  const number = useNumber()
  const theme = useTheme()
  const isPhone = useMediaQuery(theme.breakpoints.down('sm'))
  const [page, setPage] = useState(1)
  const [ticked, setTicked] = useState<string[]>([])
  const list = useGetList(
    'deliveries',
    {
      filter: { campaignId: campaign.id, state: [...states] },
      pagination: { page, perPage },
      sort: { field: 'id', order: 'ASC' },
    },
    { refetchInterval: underWay(campaign.status) ? lookEveryMs : false },
  )
  const counted = JSON.stringify(campaign.counts)
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the campaign's figures move, so have its rows.
  useEffect(() => {
    void list.refetch()
  }, [counted])
  const people = useGetMany(
    'contacts',
    { ids: (list.data ?? []).map(row => row.contactId) },
    { enabled: (list.data?.length ?? 0) > 0 },
  )
  const named = new Map((people.data ?? []).filter(Boolean).map(person => [person.id, person]))
  if (list.error) return <Failure error={list.error} retry={() => void list.refetch()} />
  if (!list.data) return <Loading />
  if (list.data.length === 0) return <Typography sx={{ py: 2 }}>{words(`campaigns.drawerEmpty.${drawer}`)}</Typography>
  const settling = drawer === 'notSure' && may('write', 'campaigns')
  const toggle = (id: string) =>
    setTicked(before => (before.includes(id) ? before.filter(each => each !== id) : [...before, id]))
  const rowProps = (row: RaRecord) => ({
    row,
    person: named.get(row.contactId),
    tick: settling ? { checked: ticked.includes(String(row.id)), toggle: () => toggle(String(row.id)) } : undefined,
  })
  return (
    <>
      {settling && (
        <SettleBar
          campaign={campaign}
          ticked={ticked}
          shown={list.data.map(row => String(row.id))}
          onTick={setTicked}
        />
      )}
      {isPhone ? (
        <Box component="ul" sx={{ listStyle: 'none', p: 0, m: 0 }}>
          {list.data.map(row => (
            <PhoneRow key={row.id} {...rowProps(row)} />
          ))}
        </Box>
      ) : (
        <Table size="small">
          <TableHead>
            <TableRow>
              {settling && (
                <TableCell padding="checkbox">
                  <Box component="span" sx={visuallyHidden}>
                    {words('campaigns.tick')}
                  </Box>
                </TableCell>
              )}
              <TableCell>{words('person')}</TableCell>
              <TableCell>{words('address')}</TableCell>
              <TableCell>{words('campaigns.state')}</TableCell>
              <TableCell>{words('campaigns.time')}</TableCell>
              <TableCell>{words('why')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {list.data.map(row => (
              <WideRow key={row.id} {...rowProps(row)} />
            ))}
          </TableBody>
        </Table>
      )}
      {(list.total ?? 0) > perPage && (
        <TablePagination
          component="div"
          count={list.total ?? 0}
          page={page - 1}
          rowsPerPage={perPage}
          rowsPerPageOptions={[perPage]}
          onPageChange={(_, next) => setPage(next + 1)}
          labelDisplayedRows={({ from, to, count }) =>
            words('campaigns.rows', { from: number(from), to: number(to), total: number(count) })
          }
        />
      )}
    </>
  )
}

interface RowProps {
  row: RaRecord
  person: RaRecord | undefined
  tick?: { checked: boolean; toggle(): void }
}

function WideRow({ row, person, tick }: RowProps) {
  const words = useWords()
  const moment = useMoment()
  return (
    <TableRow hover>
      {tick && (
        <TableCell padding="checkbox">
          <Tick tick={tick} person={person} />
        </TableCell>
      )}
      <TableCell sx={{ fontWeight: 600, minWidth: 150 }}>
        <Who row={row} person={person} />
      </TableCell>
      <TableCell sx={{ overflowWrap: 'anywhere', minWidth: 285 }}>{row.addressAtSend ?? person?.email ?? ''}</TableCell>
      <TableCell>
        {stateLabel(words, row.state)}
        <Opened row={row} />
      </TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>{moment(timeOf(row))}</TableCell>
      <TableCell>
        <Why row={row} />
      </TableCell>
    </TableRow>
  )
}

function PhoneRow({ row, person, tick }: RowProps) {
  const words = useWords()
  const moment = useMoment()
  return (
    <Box component="li" sx={{ display: 'flex', gap: 1, py: 1.25, borderTop: 1, borderColor: 'divider' }}>
      {tick && <Tick tick={tick} person={person} />}
      <Box sx={{ minWidth: 0, flex: 1 }}>
        <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 1 }}>
          <Box component="strong" sx={{ flexShrink: 0, maxWidth: '60%', overflowWrap: 'anywhere' }}>
            <Who row={row} person={person} />
          </Box>
          <Box component="span" sx={{ textAlign: 'end' }}>
            {stateLabel(words, row.state)}
          </Box>
        </Box>
        <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
          {row.addressAtSend ?? person?.email ?? ''}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {moment(timeOf(row))} <Why row={row} />
        </Typography>
        <Opened row={row} />
      </Box>
    </Box>
  )
}

function Tick({ tick, person }: { tick: NonNullable<RowProps['tick']>; person: RaRecord | undefined }) {
  const words = useWords()
  return (
    <Checkbox
      size="small"
      checked={tick.checked}
      onChange={tick.toggle}
      slotProps={{ input: { 'aria-label': words('campaigns.tickOne', { name: personName(person) }) } }}
    />
  )
}

const Who = ({ row, person }: { row: RaRecord; person: RaRecord | undefined }) => (
  // As high as a fingertip, without moving the lines apart.
  <Anchor component={Link} to={`/contacts/${row.contactId}/show`} sx={{ display: 'inline-block', py: 1.5, my: -1.5 }}>
    {personName(person)}
  </Anchor>
)

function Why({ row }: { row: RaRecord }) {
  const words = useWords()
  const reason = useReason()
  const tries = triesOf(row)
  return (
    <>
      {reason(row.reason)}
      {tries > 1 && ` ${words('campaigns.tries', { count: tries })}`}
    </>
  )
}

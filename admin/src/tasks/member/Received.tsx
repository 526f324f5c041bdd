/** Every campaign this person was to get, and what became of it. */
import { Link as Anchor, Box, Chip, TablePagination, Typography } from '@mui/material'
import { useState } from 'react'
import { useGetList, useGetMany, useRecordContext } from 'react-admin'
import { Link } from 'react-router-dom'
import { stateLabel } from '../campaigns/delivery.ts'
import { Failure } from '../parts/Failure.tsx'
import { Loading } from '../parts/Loading.tsx'
import { useReason } from '../parts/reasons.ts'
import { drawers } from '../parts/states.ts'
import { useMoment } from '../parts/time.ts'
import { useWords } from '../parts/words.ts'

const perPage = 20

export function Received() {
  const words = useWords()
  const reason = useReason()
  const moment = useMoment()
  const person = useRecordContext()
  const [page, setPage] = useState(1)
  // Letters to somebody who was merged into this person are this person's too.
  const contactId = [person?.id, ...(Array.isArray(person?.mergedFrom) ? person.mergedFrom : [])].filter(Boolean)
  const { data, total, error, refetch } = useGetList(
    'received',
    {
      filter: { contactId: contactId.length === 1 ? contactId[0] : contactId },
      pagination: { page, perPage },
      sort: { field: 'at', order: 'DESC' },
    },
    { enabled: contactId.length > 0 },
  )
  const campaigns = useGetMany(
    'campaigns',
    { ids: (data ?? []).map(row => row.campaignId) },
    { enabled: (data?.length ?? 0) > 0 },
  )
  const nameOf = (id: unknown) => (campaigns.data ?? []).find(campaign => campaign?.id === id)?.name
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  if (data.length === 0) return <Typography sx={{ py: 2 }}>{words('member.nothingYet')}</Typography>
  const bad: readonly string[] = drawers.didNotArrive
  const good: readonly string[] = [...drawers.arrived, 'accepted']
  return (
    <>
      <Box component="ul" sx={{ listStyle: 'none', p: 0, m: 0 }}>
        {data.map(row => (
          <Box
            component="li"
            key={row.id}
            sx={{
              py: 1.25,
              borderTop: 1,
              borderColor: 'divider',
              display: 'flex',
              gap: 1,
              flexWrap: 'wrap',
              alignItems: 'baseline',
            }}
          >
            <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
              <Anchor component={Link} to={`/campaigns/${row.campaignId}/show`} sx={{ fontWeight: 600 }}>
                {nameOf(row.campaignId) ?? row.campaignId}
              </Anchor>
              {row.reason && (
                <Typography variant="body2" color="textSecondary">
                  {reason(row.reason)}
                </Typography>
              )}
            </Box>
            <Typography variant="body2" color="textSecondary">
              {moment(row.at)}
            </Typography>
            <Chip
              size="small"
              variant="outlined"
              color={bad.includes(row.state) ? 'error' : good.includes(row.state) ? 'success' : 'default'}
              label={stateLabel(words, row.state)}
            />
          </Box>
        ))}
      </Box>
      {(total ?? 0) > perPage && (
        <TablePagination
          component="div"
          count={total ?? 0}
          page={page - 1}
          rowsPerPage={perPage}
          rowsPerPageOptions={[perPage]}
          onPageChange={(_, next) => setPage(next + 1)}
        />
      )}
    </>
  )
}

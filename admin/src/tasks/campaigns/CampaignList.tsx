/** All campaigns: where each stands and how many got it. */
import { Box, Card, LinearProgress, Stack, Typography, useMediaQuery, useTheme } from '@mui/material'
import {
  CreateButton,
  DataTable,
  InfiniteList,
  List,
  type RaRecord,
  RecordContextProvider,
  TopToolbar,
  useListContext,
} from 'react-admin'
import { Link } from 'react-router-dom'
import { may } from '../../authProvider.ts'
import { bottomBarHeight } from '../../layout/BottomBar.tsx'
import { countIn, drawers, sorting, underWay, waiting, wanted } from '../parts/states.ts'
import { useLeaving, useMoment } from '../parts/time.ts'
import { useNumber, useWords } from '../parts/words.ts'
import type { CampaignRecord } from './campaign.ts'
import { StatusChip } from './StatusChip.tsx'
import { useFeedback } from './sender.ts'

const lookEveryMs = 3000

export function CampaignList() {
  const words = useWords()
  const theme = useTheme()
  const isPhone = useMediaQuery(theme.breakpoints.down('sm'))
  const create = may('write', 'campaigns') && <CreateButton label={words('campaigns.new')} variant="contained" />
  // On a phone the button floats; a toolbar around it would be a blank line.
  const actions = isPhone ? create || undefined : <TopToolbar>{create}</TopToolbar>
  const shared = {
    sort: { field: 'createdAt', order: 'DESC' as const },
    actions,
    empty: false as const,
  }
  if (isPhone)
    return (
      <InfiniteList
        {...shared}
        queryOptions={{ refetchInterval: query => lookAgain(query.state.data?.pages.flatMap(page => page.data)) }}
        component="div"
        // Above the bar at the bottom of the screen.
        sx={{ '& .RaCreateButton-floating': { bottom: bottomBarHeight + 16 } }}
      >
        <Cards />
      </InfiniteList>
    )
  return (
    <List {...shared} perPage={25} queryOptions={{ refetchInterval: query => lookAgain(query.state.data?.data) }}>
      <DataTable rowClick={id => hrefOf(String(id))} bulkActionButtons={false} empty={<None />}>
        <DataTable.Col source="name" label={words('campaigns.name')} sx={{ fontWeight: 600 }} />
        <DataTable.Col
          source="status"
          label={words('campaigns.state')}
          render={record => <StatusChip status={record.status} />}
        />
        <DataTable.Col
          source="startedAt"
          label={words('campaigns.when')}
          render={record => <When campaign={record as unknown as CampaignRecord} />}
        />
        <DataTable.Col
          label={words('campaigns.result')}
          disableSort
          render={record => <Result campaign={record as unknown as CampaignRecord} />}
        />
      </DataTable>
    </List>
  )
}

const lookAgain = (campaigns: RaRecord[] | undefined) =>
  campaigns?.some(campaign => underWay(campaign.status)) ? lookEveryMs : (false as const)

const hrefOf = (id: string) => `/campaigns/${id}/show`

function None() {
  const words = useWords()
  const { total, isPending } = useListContext()
  if (isPending || total !== 0) return null
  return <Typography sx={{ p: 3 }}>{words('campaigns.none')}</Typography>
}

function Cards() {
  const { data } = useListContext()
  return (
    <Stack spacing={1.5}>
      {(data ?? []).map(record => {
        const campaign = record as unknown as CampaignRecord
        return (
          <RecordContextProvider key={record.id} value={record}>
            <Card
              component={Link}
              to={hrefOf(String(record.id))}
              sx={{ p: 2, textDecoration: 'none', color: 'inherit', display: 'block' }}
            >
              <Stack direction="row" sx={{ justifyContent: 'space-between', gap: 1, mb: 0.5 }}>
                <Typography sx={{ fontWeight: 600, minWidth: 0, overflowWrap: 'anywhere' }}>{campaign.name}</Typography>
                <StatusChip status={campaign.status} />
              </Stack>
              {(campaign.startedAt || campaign.status === 'scheduled') && (
                <Typography variant="body2" color="textSecondary">
                  <When campaign={campaign} />
                </Typography>
              )}
              {wanted(campaign.counts) > 0 && <Result campaign={campaign} />}
            </Card>
          </RecordContextProvider>
        )
      })}
      <None />
    </Stack>
  )
}

function When({ campaign }: { campaign: CampaignRecord }) {
  const words = useWords()
  const moment = useMoment()
  const leaving = useLeaving()
  if (campaign.status === 'scheduled')
    return <>{words('campaigns.scheduledFor', { when: leaving(campaign.scheduledAt) })}</>
  return <>{moment(campaign.startedAt) || '—'}</>
}

function Result({ campaign }: { campaign: CampaignRecord }) {
  const words = useWords()
  const number = useNumber()
  const feedback = useFeedback()
  const all = wanted(campaign.counts)
  if (all === 0) return <>—</>
  if (underWay(campaign.status)) {
    const done = all - waiting(campaign.counts)
    return (
      <Box sx={{ minWidth: 140 }}>
        {words('campaigns.progressShort', { count: done, total: number(all) })}
        <LinearProgress
          variant="determinate"
          value={(100 * done) / all}
          aria-label={words('campaigns.progressLabel')}
        />
      </Box>
    )
  }
  const drawer = sorting(feedback)
  // Nothing better is known, so nothing better is said; as on the campaign's own page.
  const onlyHandedOver = !feedback && countIn(campaign.counts, drawers.arrived) === 0
  const failed = countIn(campaign.counts, drawer.didNotArrive)
  const notSure = countIn(campaign.counts, drawers.notSure)
  return (
    <>
      {words(onlyHandedOver ? 'campaigns.handedOverOf' : 'campaigns.arrivedOf', {
        count: countIn(campaign.counts, drawer.arrived),
        total: number(all),
      })}
      {failed > 0 && ` · ${words('campaigns.failedShort', { count: failed })}`}
      {notSure > 0 && ` · ${words('campaigns.notSureShort', { count: notSure })}`}
    </>
  )
}

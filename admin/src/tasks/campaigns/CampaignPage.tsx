/** One campaign that is written: how far it is, what became of each person, and what one can still do. */
import { instantOfLocal } from '@dormouse/model'
import { Alert, Box, Stack, Typography } from '@mui/material'
import { useGetOne } from 'react-admin'
import { Navigate, useParams } from 'react-router-dom'
import { Page } from '../../layout/Page.tsx'
import { Back } from '../parts/Back.tsx'
import { FailedPage } from '../parts/FailedPage.tsx'
import { Loading } from '../parts/Loading.tsx'
import { countIn, underWay, waiting } from '../parts/states.ts'
import { useLeaving, useMoment, useZone } from '../parts/time.ts'
import { useWords } from '../parts/words.ts'
import { CampaignActions } from './CampaignActions.tsx'
import { type CampaignRecord, calledOff, hasBegun } from './campaign.ts'
import { NewPeople } from './NewPeople.tsx'
import { Progress } from './Progress.tsx'
import { Results } from './Results.tsx'
import { StatusChip } from './StatusChip.tsx'
import { TheLetter } from './TheLetter.tsx'
import { Waves } from './Waves.tsx'
import { useWhyStopped } from './whyStopped.ts'

/** While letters leave, twice a second is what makes a bar move; afterwards now and then for what the mail service reports. */
const lookEveryMs = 1000
const lookAfterwardsMs = 15_000
/** Of most letters the mail service says within that time what became of them. */
const freshMs = 60_000

/** It leaves within the next minute, or should have. */
const isDue = (campaign: CampaignRecord | undefined, zone: string): boolean =>
  campaign?.status === 'scheduled' &&
  Date.parse(instantOfLocal(campaign.scheduledAt ?? '', zone) ?? '') - Date.now() < freshMs

const isFresh = (campaign: CampaignRecord | undefined): boolean =>
  Date.now() - Date.parse(campaign?.finishedAt ?? '') < freshMs && countIn(campaign?.counts ?? {}, ['accepted']) > 0

export function CampaignPage() {
  const words = useWords()
  const moment = useMoment()
  const leaving = useLeaving()
  const zone = useZone()
  const whyStopped = useWhyStopped()
  const { id = '' } = useParams()
  const { data, error, refetch } = useGetOne(
    'campaigns',
    { id },
    {
      refetchInterval: query => {
        const found = query.state.data as CampaignRecord | undefined
        // Letters that were out when somebody paused or stopped it still come to their end.
        const moves = underWay(found?.status) || isDue(found, zone) || waiting(found?.counts ?? {}) > 0
        return moves || isFresh(found) ? lookEveryMs : lookAfterwardsMs
      },
    },
  )
  if (error && !data) return <FailedPage error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const campaign = data as unknown as CampaignRecord
  if (campaign.status === 'draft') return <Navigate to={`/campaigns/${id}`} replace />
  const off = calledOff(campaign)
  const went = hasBegun(campaign) && !off
  const subject = campaign.content?.subject ?? campaign.subject
  return (
    <Page
      title={campaign.name}
      above={<Back to="/campaigns">{words('campaigns.all')}</Back>}
      about={
        <Stack direction="row" sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
          <StatusChip status={campaign.status} />
          <span>
            {campaign.status === 'scheduled'
              ? words('campaigns.scheduledIn', {
                  when: leaving(campaign.scheduledAt),
                  zone: zone.replaceAll('_', ' '),
                })
              : moment(campaign.startedAt)}
          </span>
        </Stack>
      }
      actions={<CampaignActions campaign={campaign} />}
    >
      {subject && (
        <Typography color="textSecondary" sx={{ mb: 2 }}>
          {words('campaigns.subjectIs', { subject })}
        </Typography>
      )}
      {campaign.status === 'needs_attention' && (
        <Alert severity="error" sx={{ mb: 2 }}>
          {whyStopped(campaign)}
        </Alert>
      )}
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
        {went && campaign.status !== 'done' && campaign.status !== 'cancelled' && <Progress campaign={campaign} />}
        {went && <NewPeople campaign={campaign} />}
        {went && <Results campaign={campaign} />}
        <Waves campaign={campaign} />
        {off ? <Alert severity="info">{words('campaigns.calledOff')}</Alert> : <TheLetter campaign={campaign} />}
      </Box>
    </Page>
  )
}

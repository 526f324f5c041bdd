/** A group's page: who belongs to it in sentences, who that is today, and what one does with it. */

import type { RuleGroup } from '@dormouse/model'
import { Link as Anchor, Box, Card, Chip, Typography } from '@mui/material'
import { ShowBase, useGetList, useGetMany, useRecordContext, useShowContext, useTranslate } from 'react-admin'
import { Link } from 'react-router-dom'
import { may } from '../../authProvider.ts'
import { Page } from '../../layout/Page.tsx'
import { History } from '../../screens/show/History.tsx'
import { RecordTabs } from '../../screens/show/RecordTabs.tsx'
import { ShowButtons } from '../../screens/show/ShowButtons.tsx'
import type { CampaignRecord } from '../campaigns/campaign.ts'
import { NewPeople } from '../campaigns/NewPeople.tsx'
import { Back } from '../parts/Back.tsx'
import { personName } from '../parts/person.ts'
import { useMoment } from '../parts/time.ts'
import { useWords } from '../parts/words.ts'
import { GroupCount } from './GroupCount.tsx'
import { definitionOf } from './GroupParts.tsx'
import { Sentences } from './Sentences.tsx'

export function GroupPage() {
  return (
    <ShowBase resource="segments">
      <Loaded />
    </ShowBase>
  )
}

function Loaded() {
  const words = useWords()
  const translate = useTranslate()
  const { record } = useShowContext()
  if (!record) return null
  return (
    <Page
      title={String(record.name)}
      about={record.description || undefined}
      above={<Back to="/segments">{words('groups.all_')}</Back>}
      actions={<ShowButtons resource="segments" />}
    >
      <RecordTabs
        base={`/segments/${encodeURIComponent(record.id)}/show`}
        tabs={[
          { path: '', label: words('groups.people'), element: <Who /> },
          { path: 'history', label: translate('show.history'), element: <History resource="segments" /> },
        ]}
      />
    </Page>
  )
}

function Who() {
  const words = useWords()
  const record = useRecordContext()
  if (!record) return null
  const group = definitionOf(record)
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 3fr) minmax(260px, 2fr)' },
        alignItems: 'start',
      }}
    >
      <Card sx={{ p: { xs: 2, sm: 3 } }}>
        <Typography variant="h2" sx={{ mb: 1 }}>
          {words('groups.who')}
        </Typography>
        <Sentences group={record.match as RuleGroup | null} />
        <Named label={words('groups.include')} ids={group.include} />
        <Named label={words('groups.exclude')} ids={group.exclude} />
      </Card>
      <GroupCount group={group} />
      <Box sx={{ gridColumn: '1 / -1' }}>
        <Sent groupId={String(record.id)} />
      </Box>
    </Box>
  )
}

const sentShown = 5

/** What went to this group, and who has joined it since. */
function Sent({ groupId }: { groupId: string }) {
  const words = useWords()
  const moment = useMoment()
  const { data } = useGetList(
    'campaigns',
    {
      filter: { audience: { segmentIds: groupId }, status: ['sending', 'paused', 'done'] },
      pagination: { page: 1, perPage: sentShown },
      sort: { field: 'startedAt', order: 'DESC' },
    },
    { enabled: may('read', 'campaigns') },
  )
  if (!data || data.length === 0) return null
  return (
    <>
      <Typography variant="h2" sx={{ mb: 1 }}>
        {words('groups.campaigns')}
      </Typography>
      {data.map(campaign => (
        <Box key={campaign.id} sx={{ mb: 1.5 }}>
          <Anchor
            component={Link}
            to={`/campaigns/${campaign.id}/show`}
            sx={{ fontWeight: 600, display: 'inline-block', py: 1.5, my: -0.5 }}
          >
            {campaign.name}
          </Anchor>{' '}
          <Box component="span" sx={{ color: 'text.secondary' }}>
            {moment(campaign.startedAt, { dateStyle: 'medium' })}
          </Box>
          <NewPeople campaign={campaign as unknown as CampaignRecord} />
        </Box>
      ))}
    </>
  )
}

function Named({ label, ids }: { label: string; ids: string[] }) {
  const { data } = useGetMany('contacts', { ids }, { enabled: ids.length > 0 })
  if (ids.length === 0) return null
  return (
    <Box sx={{ mt: 2 }}>
      <Typography variant="h3">{label}</Typography>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, mt: 0.5 }}>
        {(data ?? []).filter(Boolean).map(person => (
          <Chip
            key={person.id}
            size="small"
            label={personName(person)}
            component={Link}
            to={`/contacts/${person.id}/show`}
            clickable
          />
        ))}
      </Box>
    </Box>
  )
}

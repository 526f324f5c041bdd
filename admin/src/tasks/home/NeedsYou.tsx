/** What waits for somebody, one line each with where to go; "all is well" when nothing does. */
import CampaignIcon from '@mui/icons-material/CampaignOutlined'
import CheckCircleIcon from '@mui/icons-material/CheckCircleOutlined'
import ChevronRightIcon from '@mui/icons-material/ChevronRight'
import HelpIcon from '@mui/icons-material/HelpOutlined'
import ScheduleIcon from '@mui/icons-material/ScheduleSendOutlined'
import TaskIcon from '@mui/icons-material/TaskAltOutlined'
import MailOffIcon from '@mui/icons-material/UnsubscribeOutlined'
import { List, ListItem, ListItemButton, ListItemIcon, ListItemText, Paper, Typography } from '@mui/material'
import type { ReactElement } from 'react'
import { type RaRecord, useGetList } from 'react-admin'
import { Link } from 'react-router-dom'
import { may, me } from '../../authProvider.ts'
import type { CampaignRecord } from '../campaigns/campaign.ts'
import { useWhyStopped } from '../campaigns/whyStopped.ts'
import { drawers } from '../parts/states.ts'
import { useMoment } from '../parts/time.ts'
import { useWords } from '../parts/words.ts'

interface Need {
  key: string
  icon: ReactElement
  text: string
  more?: string
  to: string
}

export function NeedsYou() {
  const words = useWords()
  const needs = [...useCampaignNeeds(), ...useAddressNeeds(), ...useTaskNeeds()]
  return (
    <Paper variant="outlined">
      <Typography variant="h2" sx={{ px: 2, pt: 2 }}>
        {words('home.needsYou')}
      </Typography>
      {needs.length === 0 ? (
        <Typography sx={{ px: 2, py: 2, display: 'flex', gap: 1, alignItems: 'center' }}>
          <CheckCircleIcon color="success" aria-hidden />
          {words('home.allWell')}
        </Typography>
      ) : (
        <List>
          {needs.map(need => (
            <ListItem key={need.key} disablePadding>
              <ListItemButton component={Link} to={need.to}>
                <ListItemIcon>{need.icon}</ListItemIcon>
                <ListItemText
                  primary={need.text}
                  secondary={need.more}
                  slotProps={{ primary: { sx: { fontWeight: 600 } } }}
                />
                <ChevronRightIcon aria-hidden color="action" />
              </ListItemButton>
            </ListItem>
          ))}
        </List>
      )}
    </Paper>
  )
}

/** Campaigns are few; the last ones tell all that can wait for somebody. */
const campaignsLookedAt = 100

function useCampaignNeeds(): Need[] {
  const words = useWords()
  const whyStopped = useWhyStopped()
  const { data = [] } = useGetList(
    'campaigns',
    { pagination: { page: 1, perPage: campaignsLookedAt }, sort: { field: 'updatedAt', order: 'DESC' } },
    { enabled: may('read', 'campaigns'), refetchInterval: 30_000 },
  )
  const link = (campaigns: RaRecord[], tab = '') =>
    campaigns.length === 1 ? `/campaigns/${campaigns[0]?.id}/show${tab}` : '/campaigns'
  const named = (campaigns: RaRecord[]) => campaigns.map(campaign => campaign.name).join(', ')
  const stopped = data.filter(campaign => campaign.status === 'needs_attention')
  const only = stopped.length === 1 ? (stopped[0] as unknown as CampaignRecord) : undefined
  const unsure = data.filter(campaign => campaign.status === 'done' && (campaign.counts?.[drawers.notSure[0]] ?? 0) > 0)
  const paused = data.filter(campaign => campaign.status === 'paused')
  const notSure = unsure.reduce((sum, campaign) => sum + campaign.counts[drawers.notSure[0]], 0)
  return [
    ...(stopped.length > 0
      ? [
          {
            key: 'stopped',
            icon: <CampaignIcon color="error" />,
            text: words('home.stopped', { count: stopped.length }),
            more: only ? words('home.stoppedWhy', { name: only.name, why: whyStopped(only) }) : named(stopped),
            to: link(stopped),
          },
        ]
      : []),
    ...(paused.length > 0
      ? [
          {
            key: 'paused',
            icon: <ScheduleIcon color="warning" />,
            text: words('home.paused', { count: paused.length }),
            more: named(paused),
            to: link(paused),
          },
        ]
      : []),
    ...(unsure.length > 0
      ? [
          {
            key: 'unsure',
            icon: <HelpIcon color="warning" />,
            text: words('home.notSure', { count: notSure }),
            more: named(unsure),
            to: link(unsure, '?tab=notSure'),
          },
        ]
      : []),
  ]
}

function useAddressNeeds(): Need[] {
  const words = useWords()
  const filter = { mail: { status: ['invalid', 'soft_bouncing'] } }
  const { total = 0 } = useGetList(
    'contacts',
    { filter, pagination: { page: 1, perPage: 1 } },
    { enabled: may('read', 'contacts') },
  )
  if (total === 0) return []
  const to = `/contacts?filter=${encodeURIComponent(JSON.stringify(filter))}`
  return [
    {
      key: 'addresses',
      icon: <MailOffIcon color="warning" />,
      text: words('home.addresses', { count: total }),
      more: words('home.addressesHelp'),
      to,
    },
  ]
}

function useTaskNeeds(): Need[] {
  const words = useWords()
  const moment = useMoment()
  const endOfToday = new Date()
  endOfToday.setHours(23, 59, 59, 0)
  const filter = { kind: 'task', assigneeId: me().id, doneAt_empty: true, dueAt_lte: endOfToday.toISOString() }
  const { data = [], total = 0 } = useGetList(
    'activities',
    { filter, pagination: { page: 1, perPage: 3 }, sort: { field: 'dueAt', order: 'ASC' } },
    { enabled: may('read', 'activities') },
  )
  if (total === 0) return []
  const more = data.map(task => `${task.subject} (${moment(task.dueAt, { dateStyle: 'medium' })})`).join(', ')
  return [
    {
      key: 'tasks',
      icon: <TaskIcon color="primary" />,
      text: words('home.tasks', { count: total }),
      more,
      to: `/activities?filter=${encodeURIComponent(JSON.stringify(filter))}`,
    },
  ]
}

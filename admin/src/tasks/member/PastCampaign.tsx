/** "Send a past campaign": the person gets what others got, in the version that they got. */
import {
  Alert,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  List,
  ListItem,
  ListItemButton,
  ListItemText,
  Typography,
  useMediaQuery,
  useTheme,
} from '@mui/material'
import { useState } from 'react'
import { type RaRecord, useGetList, useGetMany } from 'react-admin'
import { AddRecipients } from '../campaigns/AddRecipients.tsx'
import type { CampaignRecord } from '../campaigns/campaign.ts'
import { stateLabel } from '../campaigns/delivery.ts'
import { Failure } from '../parts/Failure.tsx'
import { Loading } from '../parts/Loading.tsx'
import { personName } from '../parts/person.ts'
import { useMoment } from '../parts/time.ts'
import { useWords } from '../parts/words.ts'

const offered = 30

export function PastCampaign({ person, onClose }: { person: RaRecord; onClose(): void }) {
  const words = useWords()
  const moment = useMoment()
  const theme = useTheme()
  const isPhone = useMediaQuery(theme.breakpoints.down('sm'))
  const [chosen, setChosen] = useState<CampaignRecord>()
  const { data, error, refetch } = useGetList('campaigns', {
    filter: { status: ['done', 'sending', 'paused'] },
    pagination: { page: 1, perPage: offered },
    sort: { field: 'startedAt', order: 'DESC' },
  })
  const had = useGetMany(
    'deliveries',
    { ids: (data ?? []).map(campaign => `${campaign.id}_${person.id}`) },
    { enabled: (data?.length ?? 0) > 0 },
  )
  if (chosen) return <AddRecipients campaign={chosen} people={[String(person.id)]} onClose={onClose} />
  const stateIn = (campaignId: unknown) => (had.data ?? []).find(row => row?.campaignId === campaignId)?.state
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" fullScreen={isPhone}>
      <DialogTitle>{words('member.pastTitle', { name: personName(person) })}</DialogTitle>
      <DialogContent>
        <Typography color="textSecondary">{words('member.pastAbout')}</Typography>
        <Failure error={error} retry={() => void refetch()} />
        {!data && !error && <Loading />}
        {data?.length === 0 && <Alert severity="info">{words('member.noPast')}</Alert>}
        <List>
          {(data ?? []).map(campaign => (
            <ListItem key={campaign.id} disablePadding divider>
              <ListItemButton onClick={() => setChosen(campaign as unknown as CampaignRecord)}>
                <ListItemText
                  primary={campaign.name}
                  secondary={[
                    moment(campaign.startedAt, { dateStyle: 'medium' }),
                    stateIn(campaign.id) &&
                      words('member.hadIt', { state: stateLabel(words, stateIn(campaign.id)).toLowerCase() }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                />
              </ListItemButton>
            </ListItem>
          ))}
        </List>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{words('cancel')}</Button>
      </DialogActions>
    </Dialog>
  )
}

/** "Send to someone else": people or groups, at any time after it began. Says who already got it, and does not send twice. */
import {
  Alert,
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  Typography,
  useMediaQuery,
  useTheme,
} from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useGetMany } from 'react-admin'
import { Failure } from '../parts/Failure.tsx'
import { PickGroups } from '../parts/PickGroups.tsx'
import { PickPeople } from '../parts/PickPeople.tsx'
import { personName } from '../parts/person.ts'
import { hasIt } from '../parts/states.ts'
import { useMoment } from '../parts/time.ts'
import { useAct } from '../parts/useAct.ts'
import { useSaidWithLink } from '../parts/useSaidWithLink.tsx'
import { useWords } from '../parts/words.ts'
import { addRecipients, type CampaignRecord } from './campaign.ts'
import { stateLabel, timeOf } from './delivery.ts'

export function AddRecipients({
  campaign,
  onClose,
  people = [],
}: {
  campaign: CampaignRecord
  onClose(): void
  people?: string[]
}) {
  const words = useWords()
  const moment = useMoment()
  const theme = useTheme()
  const isPhone = useMediaQuery(theme.breakpoints.down('sm'))
  const act = useAct()
  const say = useSaidWithLink()
  const cache = useQueryClient()
  const [contactIds, setContactIds] = useState(people)
  const [segmentIds, setSegmentIds] = useState<string[]>([])
  const [again, setAgain] = useState(false)
  const deliveries = useGetMany(
    'deliveries',
    { ids: contactIds.map(id => `${campaign.id}_${id}`) },
    { enabled: contactIds.length > 0 },
  )
  const persons = useGetMany('contacts', { ids: contactIds }, { enabled: contactIds.length > 0 })
  const had = (deliveries.data ?? []).filter(
    row => contactIds.includes(String(row?.contactId)) && hasIt.includes(row.state),
  )
  const nameOf = (id: unknown) => personName((persons.data ?? []).find(person => person?.id === id))
  const nobodyNew = contactIds.length > 0 && segmentIds.length === 0 && had.length === contactIds.length && !again

  const send = async () => {
    const done = await act.run(async () => {
      await addRecipients(campaign.id, { contactIds, segmentIds, ...(again ? { again } : {}) })
      return true
    })
    if (!done) return
    await cache.invalidateQueries({ queryKey: ['campaigns'] })
    await cache.invalidateQueries({ queryKey: ['deliveries'] })
    say(words('campaigns.add.done'), { to: `/campaigns/${campaign.id}/show`, label: words('campaigns.add.see') })
    onClose()
  }
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" fullScreen={isPhone}>
      <DialogTitle>{words('campaigns.add.title', { name: campaign.name })}</DialogTitle>
      <DialogContent>
        <Typography color="textSecondary" sx={{ mb: 1 }}>
          {words('campaigns.add.about')}
        </Typography>
        <PickPeople autoFocus label={words('campaigns.add.people')} value={contactIds} onChange={setContactIds} />
        <PickGroups
          withEveryone
          label={words('campaigns.add.groups')}
          value={segmentIds}
          onChange={setSegmentIds}
          helperText={words('campaigns.add.groupsHelp')}
        />
        {had.length > 0 && (
          <Alert severity="warning" sx={{ mt: 2 }}>
            {had.map(row => (
              <div key={row.id}>
                {words('campaigns.add.had', {
                  name: nameOf(row.contactId),
                  state: stateLabel(words, row.state).toLowerCase(),
                  when: moment(timeOf(row)),
                })}
              </div>
            ))}
          </Alert>
        )}
        <FormControlLabel
          sx={{ mt: 1 }}
          control={<Checkbox checked={again} onChange={event => setAgain(event.target.checked)} />}
          label={words('campaigns.add.again')}
        />
        {nobodyNew && (
          <Typography color="textSecondary" variant="body2">
            {words('campaigns.add.nobodyNew')}
          </Typography>
        )}
        <Failure error={act.error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{words('cancel')}</Button>
        <Button
          variant="contained"
          loading={act.busy}
          disabled={contactIds.length + segmentIds.length === 0 || nobodyNew}
          onClick={() => void send()}
        >
          {words('campaigns.add.send')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

/** "14 people joined this group since": one click sends them what the others got. */
import GroupAddIcon from '@mui/icons-material/GroupAddOutlined'
import { Alert, Button } from '@mui/material'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNotify } from 'react-admin'
import { may } from '../../authProvider.ts'
import { Confirm } from '../parts/Confirm.tsx'
import { sentenceOf } from '../parts/Failure.tsx'
import { total } from '../parts/states.ts'
import { useAct } from '../parts/useAct.ts'
import { useSaidWithLink } from '../parts/useSaidWithLink.tsx'
import { useWords } from '../parts/words.ts'
import { addRecipients, audienceOf, type CampaignRecord, newcomersTo } from './campaign.ts'

export function NewPeople({ campaign }: { campaign: CampaignRecord }) {
  const words = useWords()
  const act = useAct()
  const notify = useNotify()
  const say = useSaidWithLink()
  const cache = useQueryClient()
  const { segmentIds } = audienceOf(campaign)
  const over = campaign.status === 'done'
  const found = useQuery({
    queryKey: ['campaigns', campaign.id, 'newcomers', total(campaign.counts)],
    queryFn: () => newcomersTo(campaign.id),
    enabled: over && segmentIds.length > 0 && may('write', 'campaigns'),
  })
  const { count = 0, contactIds = [] } = found.data ?? {}
  if (!over || count === 0) return null
  const send = () =>
    act.run(async () => {
      try {
        await addRecipients(campaign.id, { contactIds, segmentIds: [] })
        say(words('campaigns.add.done'), { to: `/campaigns/${campaign.id}/show`, label: words('campaigns.add.see') })
      } catch (error) {
        notify(sentenceOf(error), { type: 'error' })
      }
      await cache.invalidateQueries({ queryKey: ['campaigns'] })
    })
  return (
    <Alert
      severity="info"
      icon={<GroupAddIcon />}
      // On a phone the button stands under its sentence: beside it, each would be a word wide.
      sx={{
        flexWrap: { xs: 'wrap', sm: 'nowrap' },
        '& .MuiAlert-message': { flex: { xs: '1 1 70%', sm: 1 } },
        '& .MuiAlert-action': { pl: { xs: 4.25, sm: 2 }, ml: { xs: 0, sm: 'auto' } },
      }}
      action={
        <Confirm
          title={words('campaigns.newcomers.title', { count })}
          body={words('campaigns.newcomers.body')}
          action={words('campaigns.newcomers.action', { count })}
          onConfirm={send}
        >
          {open => (
            <Button color="inherit" variant="outlined" size="small" onClick={open} loading={act.busy}>
              {words('campaigns.newcomers.action', { count })}
            </Button>
          )}
        </Confirm>
      }
    >
      {words('campaigns.newcomers.found', { count })}
    </Alert>
  )
}

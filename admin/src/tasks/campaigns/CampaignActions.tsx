/** What can be done with a campaign that is written: stop and go, add people, take the list away, write a similar one. */
import CopyIcon from '@mui/icons-material/ContentCopy'
import DownloadIcon from '@mui/icons-material/Download'
import EditIcon from '@mui/icons-material/EditOutlined'
import PauseIcon from '@mui/icons-material/Pause'
import PersonAddIcon from '@mui/icons-material/PersonAddAlt'
import PlayArrowIcon from '@mui/icons-material/PlayArrow'
import StopIcon from '@mui/icons-material/StopCircleOutlined'
import { Button } from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useDataProvider, useNotify } from 'react-admin'
import { Link, useNavigate } from 'react-router-dom'
import { may } from '../../authProvider.ts'
import { useFocusKept } from '../../layout/useFocusKept.ts'
import { Confirm } from '../parts/Confirm.tsx'
import { offerFile } from '../parts/download.ts'
import { sentenceOf } from '../parts/Failure.tsx'
import { useReason } from '../parts/reasons.ts'
import { underWay, waiting } from '../parts/states.ts'
import { useMoment } from '../parts/time.ts'
import { useAct } from '../parts/useAct.ts'
import { useWords } from '../parts/words.ts'
import { AddRecipients } from './AddRecipients.tsx'
import { audienceOf, type CampaignRecord, calledOff, cancel, hasBegun, pause, resume } from './campaign.ts'
import { listOf } from './list.ts'

export function CampaignActions({ campaign }: { campaign: CampaignRecord }) {
  const words = useWords()
  const reason = useReason()
  const moment = useMoment()
  const act = useAct()
  const notify = useNotify()
  const cache = useQueryClient()
  const provider = useDataProvider()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  useFocusKept('.page-actions')
  const { id, status } = campaign
  const mayWrite = may('write', 'campaigns')
  const went = hasBegun(campaign)
  const waits = !went && status !== 'draft'

  const perform = (work: () => Promise<unknown>) =>
    act.run(async () => {
      try {
        await work()
      } catch (error) {
        notify(sentenceOf(error), { type: 'error' })
      }
      await cache.invalidateQueries({ queryKey: ['campaigns'] })
      await cache.invalidateQueries({ queryKey: ['deliveries'] })
    })
  const copy = () =>
    perform(async () => {
      const { name, templateId, subject, onePer } = campaign
      const data = {
        name: words('campaigns.act.copyOf', { name }),
        templateId,
        subject,
        onePer,
        audience: audienceOf(campaign),
      }
      const made = await provider.create('campaigns', { data })
      navigate(`/campaigns/${made.data.id}`)
    })
  const download = () =>
    perform(async () => offerFile(`${campaign.name}.csv`, await listOf(provider, id, { words, reason, moment })))

  return (
    <>
      {mayWrite && underWay(status) && (
        <Button
          variant="outlined"
          startIcon={<PauseIcon />}
          loading={act.busy}
          onClick={() => void perform(() => pause(id))}
        >
          {words('campaigns.act.pause')}
        </Button>
      )}
      {mayWrite && (status === 'paused' || status === 'needs_attention') && (
        <Button
          variant="contained"
          startIcon={<PlayArrowIcon />}
          loading={act.busy}
          onClick={() => void perform(() => resume(id))}
        >
          {words(went ? 'campaigns.act.resume' : 'campaigns.act.sendNow')}
        </Button>
      )}
      {mayWrite && waits && (
        <Button
          variant={status === 'scheduled' ? 'contained' : 'outlined'}
          startIcon={<EditIcon />}
          component={Link}
          to={`/campaigns/${id}?step=send`}
        >
          {words('campaigns.act.change')}
        </Button>
      )}
      {mayWrite && status !== 'done' && status !== 'cancelled' && (
        <Confirm
          title={words(waits ? 'campaigns.act.unscheduleTitle' : 'campaigns.act.stopTitle')}
          body={words(waits ? 'campaigns.act.unscheduleBody' : 'campaigns.act.stopBody', {
            count: waiting(campaign.counts),
          })}
          action={words(waits ? 'campaigns.act.unschedule' : 'campaigns.act.stop')}
          danger
          onConfirm={() => perform(() => cancel(id))}
        >
          {open => (
            <Button color="error" startIcon={<StopIcon />} onClick={open}>
              {words(waits ? 'campaigns.act.unschedule' : 'campaigns.act.stop')}
            </Button>
          )}
        </Confirm>
      )}
      {mayWrite && went && status !== 'cancelled' && (
        <Button
          variant={status === 'done' ? 'contained' : 'outlined'}
          startIcon={<PersonAddIcon />}
          onClick={() => setAdding(true)}
        >
          {words('campaigns.act.someoneElse')}
        </Button>
      )}
      {mayWrite && (status === 'done' || status === 'cancelled') && (
        <Button startIcon={<CopyIcon />} loading={act.busy} onClick={() => void copy()}>
          {words('campaigns.act.copy')}
        </Button>
      )}
      {went && !calledOff(campaign) && (
        <Button startIcon={<DownloadIcon />} onClick={() => void download()}>
          {words('campaigns.act.download')}
        </Button>
      )}
      {adding && <AddRecipients campaign={campaign} onClose={() => setAdding(false)} />}
    </>
  )
}

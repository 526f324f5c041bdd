/** What a person's page has because of letters: what they got, writing to them, and whether they may be written to. */
import BlockIcon from '@mui/icons-material/BlockOutlined'
import CheckIcon from '@mui/icons-material/CheckCircleOutlined'
import SendIcon from '@mui/icons-material/ForwardToInboxOutlined'
import MailIcon from '@mui/icons-material/MailOutlined'
import { Button } from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useDataProvider, useNotify, useRecordContext } from 'react-admin'
import { Link } from 'react-router-dom'
import { may } from '../../authProvider.ts'
import { Confirm } from '../parts/Confirm.tsx'
import { sentenceOf } from '../parts/Failure.tsx'
import { personName } from '../parts/person.ts'
import { useAct } from '../parts/useAct.ts'
import { useWords } from '../parts/words.ts'
import { PastCampaign } from './PastCampaign.tsx'

export function MemberActions() {
  const words = useWords()
  const person = useRecordContext()
  const [past, setPast] = useState(false)
  if (!person || !may('write', 'campaigns')) return null
  const reachable = Boolean(person.email)
  return (
    <>
      <Button
        component={Link}
        to={`/campaigns/create?person=${person.id}`}
        startIcon={<MailIcon />}
        disabled={!reachable}
      >
        {words('member.write')}
      </Button>
      <Button startIcon={<SendIcon />} onClick={() => setPast(true)} disabled={!reachable}>
        {words('member.sendPast')}
      </Button>
      <MayWrite />
      {past && <PastCampaign person={person} onClose={() => setPast(false)} />}
    </>
  )
}

/** "Stop e-mailing" and "Allow again". A no that came from the person stays the person's; the server says so if it must. */
function MayWrite() {
  const words = useWords()
  const person = useRecordContext()
  const act = useAct()
  const notify = useNotify()
  const cache = useQueryClient()
  const provider = useDataProvider()
  if (!person || !may('write', 'contacts')) return null
  const name = personName(person)
  const stopped = person.consent?.email === false
  const say = (email: boolean) =>
    act.run(async () => {
      try {
        const consent = {
          ...person.consent,
          email,
          at: new Date().toISOString(),
          source: words('member.bySelf'),
          wording: null,
        }
        await provider.update('contacts', { id: person.id, data: { ...person, consent }, previousData: person })
        notify(words(email ? 'member.allowed' : 'member.stopped', { name }), { type: 'success' })
      } catch (error) {
        notify(sentenceOf(error), { type: 'error' })
      }
      await cache.invalidateQueries({ queryKey: ['contacts'] })
    })
  const key = stopped ? 'allow' : 'stop'
  return (
    <Confirm
      title={words(`member.${key}Title`, { name })}
      body={words(`member.${key}Body`)}
      action={words(`member.${key}`)}
      onConfirm={() => say(stopped)}
    >
      {open => (
        <Button
          startIcon={stopped ? <CheckIcon /> : <BlockIcon />}
          onClick={open}
          loading={act.busy}
          color={stopped ? 'primary' : 'inherit'}
        >
          {words(`member.${key}`)}
        </Button>
      )}
    </Confirm>
  )
}

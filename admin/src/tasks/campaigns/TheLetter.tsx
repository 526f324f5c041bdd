/** The letter of a campaign that is written: as it went out, or as it will, in the words that each person reads. */
import { useGetList } from 'react-admin'
import { useSaid } from '../../i18n/useSaid.ts'
import { Failure } from '../parts/Failure.tsx'
import { Loading } from '../parts/Loading.tsx'
import { More } from '../parts/More.tsx'
import { drawers } from '../parts/states.ts'
import { useWords } from '../parts/words.ts'
import { AsPerson } from './AsPerson.tsx'
import { useCheck } from './CheckStep.tsx'
import { type CampaignRecord, hasBegun } from './campaign.ts'
import { readersIn, useReaders } from './useReaders.ts'

export function TheLetter({ campaign }: { campaign: CampaignRecord }) {
  const words = useWords()
  const went = hasBegun(campaign)
  return (
    <More lazy title={words(went ? 'campaigns.letter.went' : 'campaigns.letter.waits')}>
      {went ? <AsItWent campaign={campaign} /> : <AsItWaits campaign={campaign} />}
    </More>
  )
}

const listed = 100
const gotIt = [...drawers.onTheWay, ...drawers.arrived, ...drawers.notSure]

function AsItWent({ campaign }: { campaign: CampaignRecord }) {
  const words = useWords()
  const { data, total, error, refetch } = useGetList('deliveries', {
    filter: { campaignId: campaign.id, state: gotIt },
    pagination: { page: 1, perPage: listed },
    sort: { field: 'id', order: 'ASC' },
  })
  const readers = useReaders(
    (data ?? []).map(row => String(row.contactId)),
    total ?? 0,
  )
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  return data.length > 0 ? <AsPerson id={campaign.id} readers={readers} /> : words('campaigns.letter.nobody')
}

function AsItWaits({ campaign }: { campaign: CampaignRecord }) {
  const words = useWords()
  const said = useSaid()
  const { data, error, refetch } = useCheck(campaign.id)
  const readers = useReaders(readersIn(data), data?.willReceive ?? 0)
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  return (
    <>
      <p>{words('campaigns.check.will', { count: data.willReceive })}</p>
      {data.problem ? said(data.problem) : data.willReceive > 0 && <AsPerson id={campaign.id} readers={readers} />}
    </>
  )
}

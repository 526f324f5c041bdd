/** A record's page as it was: what stood there then, and nothing to press. What happened since tells its history. */
import { ShowBase, useShowContext } from 'react-admin'
import { useNavigate } from 'react-router-dom'
import { toWallTime } from '../../fields/wall-time.ts'
import { Page } from '../../layout/Page.tsx'
import { useSettings } from '../../settings.ts'
import { BackTo } from '../form/BackTo.tsx'
import { Details } from '../show/Details.tsx'
import { useTitle } from '../useTitle.ts'
import { PastNotice } from './PastNotice.tsx'

export function PastShow({ resource, asOf }: { resource: string; asOf: string }) {
  return (
    // Nothing of it may be taken for the record of today, which has the same name in react-admin's cache.
    <ShowBase key={asOf} resource={resource} queryOptions={{ meta: { asOf } }}>
      <PastPage resource={resource} asOf={asOf} />
    </ShowBase>
  )
}

function PastPage({ resource, asOf }: { resource: string; asOf: string }) {
  const { record } = useShowContext()
  const { timeZone } = useSettings()
  const navigate = useNavigate()
  const title = useTitle(resource, record ?? {})
  if (!record) return null
  return (
    <Page title={title} above={<BackTo resource={resource} />}>
      <PastNotice
        day={toWallTime(asOf, timeZone).slice(0, 10)}
        onToday={() => navigate(`/${resource}/${encodeURIComponent(record.id)}/show`)}
      />
      <Details resource={resource} />
    </Page>
  )
}

/** The derived page of a record: what there is to know, what belongs to it, what happened to it, what can be done. */
import { ShowBase, useShowContext, useTranslate } from 'react-admin'
import { Page } from '../../layout/Page.tsx'
import { overridesOf } from '../../overrides.ts'
import { BackTo } from '../form/BackTo.tsx'
import { declarationOf } from '../titles.ts'
import { useTitle } from '../useTitle.ts'
import { Details } from './Details.tsx'
import { History } from './History.tsx'
import { type RecordTab, RecordTabs } from './RecordTabs.tsx'
import { Related } from './Related.tsx'
import { keepsHistory, relatedTo, takesActivities } from './relations.ts'
import { ShowButtons } from './ShowButtons.tsx'
import { Timeline } from './Timeline.tsx'

export function ShowScreen({ resource }: { resource: string }) {
  return (
    <ShowBase resource={resource} id={declarationOf(resource).single}>
      <ShowPage resource={resource} />
    </ShowBase>
  )
}

function ShowPage({ resource }: { resource: string }) {
  const { record, isPending } = useShowContext()
  const tabs = useTabs(resource)
  const title = useTitle(resource, record ?? {})
  if (isPending || !record) return null
  return (
    <Page
      title={title}
      above={declarationOf(resource).single ? undefined : <BackTo resource={resource} />}
      actions={<ShowButtons resource={resource} />}
    >
      <RecordTabs
        base={declarationOf(resource).single ? `/${resource}` : `/${resource}/${encodeURIComponent(record.id)}/show`}
        tabs={tabs}
      />
    </Page>
  )
}

/** Details · the task's own tabs · what refers to the record · notes and tasks · history. */
function useTabs(resource: string): RecordTab[] {
  const translate = useTranslate()
  const own = overridesOf(resource).showTabs ?? []
  const taken = new Set(own.map(tab => tab.path ?? slugOf(tab.label)))
  const related = relatedTo(resource).filter(relation => !taken.has(relation.resource))
  return [
    { path: '', label: translate('show.details'), element: <Details resource={resource} /> },
    ...own.map(tab => ({
      path: tab.path ?? slugOf(tab.label),
      label: translate(tab.label, { _: tab.label }),
      element: tab.element,
    })),
    ...related.map(relation => ({
      path: relation.resource,
      label: translate(`resources.${relation.resource}.name`, { smart_count: 2 }),
      element: <Related relation={relation} />,
    })),
    ...(takesActivities(resource) && !taken.has('timeline')
      ? [{ path: 'timeline', label: translate('show.timeline'), element: <Timeline resource={resource} /> }]
      : []),
    ...(keepsHistory(resource)
      ? [{ path: 'history', label: translate('show.history'), element: <History resource={resource} /> }]
      : []),
  ]
}

const slugOf = (label: string): string =>
  label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

import { useRef, useState } from 'react'
import { EditBase, type HttpError, type RaRecord, useEditContext, useNotify, useTranslate } from 'react-admin'
import { Page } from '../../layout/Page.tsx'
import { Waiting } from '../../layout/Waiting.tsx'
import { declarationOf } from '../titles.ts'
import { useTitle } from '../useTitle.ts'
import { BackTo } from './BackTo.tsx'
import { ConflictDialog } from './ConflictDialog.tsx'
import { type Conflict, conflictOf } from './conflict.ts'
import { RecordForm } from './RecordForm.tsx'

/** The derived page that changes a record, or the single record of a resource such as the settings. */
export function EditScreen({ resource }: { resource: string }) {
  const notify = useNotify()
  const { single } = declarationOf(resource)
  const submitted = useRef<{ mine: RaRecord<string>; loaded: RaRecord<string> }>(undefined)
  const [conflict, setConflict] = useState<Conflict>()

  function failed(error: HttpError) {
    const found = conflictOf(error, submitted.current)
    if (found) setConflict(found)
    // Errors of fields stand at their fields; everything else needs a sentence of its own.
    else if (Object.keys(error.body?.errors ?? {}).length === 0) notify(error.message, { type: 'error' })
  }

  return (
    <EditBase
      resource={resource}
      id={single}
      redirect={single ? false : 'show'}
      // Only who may edit has this route. While react-admin asked again, the copy from before would pass for the newest.
      disableAuthentication
      mutationMode="pessimistic"
      mutationOptions={{ onError: error => failed(error as HttpError) }}
      transform={(data: RaRecord<string>, options?: { previousData: RaRecord<string> }) => {
        submitted.current = { mine: data, loaded: options?.previousData ?? data }
        return data
      }}
    >
      <EditPage resource={resource} />
      {conflict && (
        <ConflictDialog
          resource={resource}
          conflict={conflict}
          onConflict={setConflict}
          onClose={() => setConflict(undefined)}
        />
      )}
    </EditBase>
  )
}

function EditPage({ resource }: { resource: string }) {
  const translate = useTranslate()
  const { record, isPending, isFetching } = useEditContext()
  // A copy from before may be old, and one that came later would take away what was typed into it.
  const [isFresh, setFresh] = useState(false)
  if (record && !isFetching && !isFresh) setFresh(true)
  const { single } = declarationOf(resource)
  const title = useTitle(resource, record ?? {})
  if (!isFresh || !record) return isPending || isFetching ? <Waiting /> : null
  const name = single ? translate(`resources.${resource}.name`, { smart_count: 1 }) : title
  const back = single ? undefined : (
    <BackTo resource={resource} to={`/${resource}/${encodeURIComponent(record.id)}/show`} label={title} />
  )
  const about = single ? translate(`resources.${resource}.about`, { _: '' }) : undefined
  return (
    <Page title={single ? name : translate('form.change', { name })} above={back} about={about}>
      <RecordForm resource={resource} doing="edit" />
    </Page>
  )
}

import { at, blank, type Json, withAt } from '@dormouse/model'
import { useMemo, useState } from 'react'
import { CreateBase, useTranslate } from 'react-admin'
import { midSentence } from '../../i18n/mid-sentence.ts'
import { newId } from '../../ids.ts'
import { Page } from '../../layout/Page.tsx'
import { usePlaces, useProperties, writable } from '../places.ts'
import { declarationOf } from '../titles.ts'
import { BackTo } from './BackTo.tsx'
import { RecordForm } from './RecordForm.tsx'

/** The derived page that makes a record. */
export function CreateScreen({ resource }: { resource: string }) {
  const translate = useTranslate()
  const name = translate(`resources.${resource}.name`, { smart_count: 1 })
  const defaultValues = useInitialValues(resource)
  const about = translate(`resources.${resource}.about`, { _: '' })
  return (
    <CreateBase resource={resource} redirect="show" mutationMode="pessimistic">
      <Page
        title={translate('form.new', { name: midSentence(name) })}
        above={<BackTo resource={resource} />}
        about={about}
      >
        <RecordForm resource={resource} doing="create" defaultValues={defaultValues} />
      </Page>
    </CreateBase>
  )
}

/** An id of ours, made once a form: what is sent twice is one record. And the declared initial values. */
function useInitialValues(resource: string): Record<string, unknown> {
  const properties = useProperties(resource)
  const places = usePlaces(resource)
  const [id] = useState(newId)
  return useMemo(() => {
    const all = blank(declarationOf(resource), properties)
    let values: Record<string, Json> = { id }
    for (const place of places)
      if (writable(place, 'create')) values = withAt(values, place.path, at(all, place.path) ?? null)
    return values
  }, [resource, properties, places, id])
}

import { type Field, resourceNamed } from '@dormouse/model'
import { SnackbarContent } from '@mui/material'
import type { Ref } from 'react'
import { type RaRecord, useTranslate } from 'react-admin'
import { RecordLink } from '../../fields/ref.tsx'
import { fieldsOf, valueAt } from '../titles.ts'

export interface Made {
  to: string
  id: string
}

/** What an action has made or found: the records that its record refers to now and did not before. */
export function newReferences(resource: string, before: RaRecord, after: RaRecord | undefined): Made[] {
  if (after?.id !== before.id) return []
  return Object.entries<Field>(fieldsOf(resource)).flatMap(([path, { kind, options }]) => {
    const { to } = options as { to?: string }
    if ((kind !== 'ref' && kind !== 'refs') || !to || !resourceNamed(to)) return []
    const had = new Set(idsAt(before, path))
    return idsAt(after, path).flatMap(id => (had.has(id) ? [] : [{ to, id }]))
  })
}

const idsAt = (record: RaRecord, path: string): string[] =>
  [valueAt(record, path)].flat().filter((id): id is string => typeof id === 'string')

interface Props {
  action: string
  made: Made[]
  ref?: Ref<HTMLDivElement>
}

/** "Done: …", with the way to what came of it. */
export function DoneNotice({ action, made, ref, ...others }: Props) {
  const translate = useTranslate()
  return (
    <SnackbarContent
      {...others}
      ref={ref}
      role="status"
      message={translate('show.done', { action })}
      action={made.map(({ to, id }) => <RecordLink key={`${to}/${id}`} to={to} id={id} light />)}
      sx={{ '& .MuiSnackbarContent-action': { gap: 2, mr: 1 } }}
    />
  )
}

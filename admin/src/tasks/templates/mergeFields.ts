/** What may stand in a letter, and what each is called on screen. */
import { contacts, kinds, leaves, type Property } from '@dormouse/model'
import { useMemo } from 'react'
import { useGetList, useTranslate } from 'react-admin'
import { useWords, type Words } from '../parts/words.ts'
import { chipOf } from './merge.ts'

export interface MergeField {
  path: string
  /** What is put in: the path, through a helper where the plain value would not read well. */
  code: string
  label: string
  group: 'person' | 'own' | 'letter'
}

/** Fields of the reader that may stand in a letter, those that staff added, and what belongs to the letter itself. */
export function useMergeFields(): MergeField[] {
  const translate = useTranslate()
  const words = useWords()
  const { data: properties } = useGetList('properties', {
    filter: { resource: 'contacts' },
    pagination: { page: 1, perPage: 200 },
  })
  return useMemo(() => {
    const own = (properties ?? []).filter(each => !each.archived) as unknown as Property[]
    const person = leaves(contacts, own)
      .filter(({ field, base }) => !base && (field.options.merge ?? kinds[field.kind]?.merge ?? false))
      .map(({ path, label, field }): MergeField => {
        const added = path.startsWith('properties.')
        const name = added ? label : translate(`resources.contacts.fields.${path}`, { _: label })
        return { path, code: written(path, field.kind), label: name, group: added ? 'own' : 'person' }
      })
    const letter = ['organisation.name', 'campaign.name', 'unsubscribeUrl'].map(
      (path): MergeField => ({
        path,
        code: path,
        label: words(`templates.letterField.${path.replace('.', '_')}`),
        group: 'letter',
      }),
    )
    return [...person, ...letter]
  }, [properties, translate, words])
}

/** Dates and money are stored in a form that nobody wants to read in a letter. */
const written = (path: string, kind: string): string =>
  kind === 'date' || kind === 'dateTime' ? `date ${path}` : kind === 'money' ? `money ${path}` : path

/** What a chip says: "First name", 'First name, or "Friend"', "if City"; code that we do not know, as it is. */
export function chipLabel(code: string, fields: MergeField[], words: Words): string {
  const named = (path: string) => fields.find(field => field.path === path)?.label ?? path
  const chip = chipOf(code)
  if (chip?.fallback !== undefined)
    return words('templates.chip.or', { field: named(chip.field), fallback: chip.fallback })
  if (chip) return named(chip.field)
  if (code === 'else') return words('templates.chip.else')
  const [, mark, path] = /^(#if|#unless|\/if|\/unless)\s*([\w.]*)$/.exec(code) ?? []
  if (mark?.startsWith('/')) return words('templates.chip.end')
  if (mark && path) return words(mark === '#if' ? 'templates.chip.if' : 'templates.chip.unless', { field: named(path) })
  return code
}

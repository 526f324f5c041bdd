/** What a column can become. */
import { contacts, effective, included, type Leaf, leaves, type Property } from '@dormouse/model'
import { useMemo } from 'react'
import { useGetList, useTranslate } from 'react-admin'
import { me } from '../../authProvider.ts'
import { useWords } from '../parts/words.ts'

export interface Target {
  path: string
  label: string
  group: string
}

/** Kinds that no cell of a spreadsheet can hold. */
const noTarget = new Set(['json', 'file', 'custom', 'group', 'rollup', 'computed'])

export function useTargets(): Target[] {
  const translate = useTranslate()
  const words = useWords()
  const { data } = useGetList('properties', { filter: { resource: 'contacts' }, pagination: { page: 1, perPage: 200 } })
  return useMemo(() => {
    const role = me().role
    const own = (data ?? []).filter(each => !each.archived) as unknown as Property[]
    const open = ({ field, base }: Leaf) =>
      !base &&
      !field.options.readOnly &&
      !noTarget.has(field.kind) &&
      !noTarget.has(effective(field).kind) &&
      included(field.options.write, role)
    const all = leaves(contacts, own).filter(open)
    const target = (leaf: Leaf): Target => {
      const added = leaf.path.startsWith('properties.')
      return {
        path: leaf.path,
        label: added ? leaf.label : translate(`resources.contacts.fields.${leaf.path}`, { _: leaf.label }),
        group: words(added ? 'import.columns.own' : 'import.columns.fields'),
      }
    }
    return all.map(target)
  }, [data, translate, words])
}

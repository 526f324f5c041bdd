/** What a sentence of a group can be about: every readable field of a person, and what they took part in. */
import { contacts, effective, included, kindOf, type Leaf, leaves, type Operator, type Property } from '@dormouse/model'
import { useMemo } from 'react'
import { useGetList, useTranslate } from 'react-admin'
import { me } from '../../authProvider.ts'
import { useWords } from '../parts/words.ts'
import { isRelation, relations } from './relations.ts'

export interface Subject {
  /** `address.city`, `properties.shirtSize`, or `related:attendances`. */
  name: string
  label: string
  group: string
  operators: { name: string; label: string }[]
  defaultOperator: string
  /** Absent for what a person took part in. */
  leaf?: Leaf
}

const noSubject = new Set(['json', 'file', 'group', 'richText', 'custom'])

/** In the order in which they are offered: the person, what the organisation added, what they took part in, the record. */
export function useSubjects(): Subject[] {
  const translate = useTranslate()
  const words = useWords()
  const { data } = useGetList('properties', { filter: { resource: 'contacts' }, pagination: { page: 1, perPage: 200 } })
  return useMemo(() => {
    const role = me().role
    const own = (data ?? []).filter(each => !each.archived) as unknown as Property[]
    const labelled = leaves(contacts, own).filter(
      ({ field }) => !noSubject.has(effective(field).kind) && included(field.options.read, role),
    )
    const fields = labelled.map((leaf): Subject => {
      const kind = effective(leaf.field).kind
      const operators = offered(leaf).map(name => ({ name, label: operatorWords(name, kind, words) }))
      const group = leaf.base ? 'record' : leaf.path.startsWith('properties.') ? 'own' : 'person'
      return {
        name: leaf.path,
        label: group === 'own' ? leaf.label : translate(`resources.contacts.fields.${leaf.path}`, { _: leaf.label }),
        group: words(`groups.subject.${group}`),
        operators,
        defaultOperator: operators[0]?.name ?? '=',
        leaf,
      }
    })
    const related = relations.map(
      (relation): Subject => ({
        name: `related:${relation}`,
        label: words(`groups.related.${relation}`),
        group: words('groups.subject.related'),
        operators: ['>=', '=', '<=', 'none'].map(name => ({ name, label: words(`groups.times.${timesKey[name]}`) })),
        defaultOperator: '>=',
      }),
    )
    const of = (group: string) => fields.filter(each => each.group === words(`groups.subject.${group}`))
    return [...of('person'), ...of('own'), ...related, ...of('record')]
  }, [data, translate, words])
}

export const timesKey: Record<string, string> = { '>=': 'atLeast', '=': 'exactly', '<=': 'atMost', none: 'none' }

/** Of all that the server understands, what somebody would say of such a field, most usual first. */
function offered({ field }: Leaf): Operator[] {
  const kind = kindOf(field)
  const usual: Operator[] =
    kind.comparison === 'number' || isCalendar(effective(field).kind)
      ? ['=', '>=', '<=', '>', '<', 'between', '!=']
      : kind.comparison === 'flag'
        ? ['=']
        : kind.comparison === 'list'
          ? ['contains', 'doesNotContain']
          : kind.exact
            ? ['=', '!=', 'in', 'notIn']
            : ['=', '!=', 'contains', 'doesNotContain', 'beginsWith', 'endsWith']
  const first: Operator[] = isCalendar(effective(field).kind) ? ['>', '<', 'between', '='] : usual
  return [...first, 'notNull', 'null'].filter((name): name is Operator => kind.operators.includes(name as Operator))
}

export const isCalendar = (kind: string): boolean => kind === 'date' || kind === 'dateTime'

function operatorWords(operator: string, kind: string, words: (key: string) => string): string {
  const special = isCalendar(kind) && (operator === '<' || operator === '>' || operator === '=')
  const names: Record<string, string> = {
    '=': 'is',
    '!=': 'isNot',
    '<': 'less',
    '<=': 'atMost',
    '>': 'more',
    '>=': 'atLeast',
    in: 'oneOf',
    notIn: 'noneOf',
    null: 'empty',
    notNull: 'filled',
  }
  return words(
    `groups.operator.${special ? { '<': 'before', '>': 'after', '=': 'on' }[operator] : (names[operator] ?? operator)}`,
  )
}

export const subjectNamed = (subjects: Subject[], name: string): Subject | undefined =>
  subjects.find(each => each.name === name)

export { isRelation }

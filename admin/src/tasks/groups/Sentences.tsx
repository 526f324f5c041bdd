/** A group read aloud: "City is York", "Events: at least 3 times, came, this year". */
import {
  choiceLabel,
  countryName,
  effective,
  type FieldRule,
  type Json,
  type RelationRule,
  type RuleGroup,
  type WithChoices,
} from '@dormouse/model'
import { Box, Typography } from '@mui/material'
import { Fragment, type ReactNode } from 'react'
import { useGetOne, useLocaleState } from 'react-admin'
import { useMoment } from '../parts/time.ts'
import { useNumber, useWords } from '../parts/words.ts'
import { isCalendar, type Subject, subjectNamed, timesKey, useSubjects } from './fields.ts'
import { titleOf } from './PickRecord.tsx'
import { outcomeOf } from './relations.ts'

export function Sentences({ group }: { group: RuleGroup | null }) {
  const words = useWords()
  const subjects = useSubjects()
  if (!group) return <Typography color="textSecondary">{words('groups.byHandOnly')}</Typography>
  if (group.rules.length === 0) return <Typography>{words('pick.everyone')}</Typography>
  return <Level group={group} subjects={subjects} />
}

function Level({ group, subjects }: { group: RuleGroup; subjects: Subject[] }) {
  const words = useWords()
  const joint = words(group.combinator === 'and' ? 'groups.and' : 'groups.or')
  return (
    <Box
      component="ul"
      sx={{ listStyle: 'none', m: 0, pl: 0, '& & ': { pl: 2, borderLeft: 3, borderColor: 'divider' } }}
    >
      {group.not && <Typography component="li">{words('groups.notThis')}</Typography>}
      {group.rules.map((rule, index) => (
        // The rules of a saved group have no ids and stay where they are.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above.
        <Box component="li" key={index} sx={{ py: 0.5 }}>
          {index > 0 && (
            <Box component="span" sx={{ color: 'text.secondary', mr: 0.75 }}>
              {joint}
            </Box>
          )}
          {'rules' in rule ? (
            <Level group={rule} subjects={subjects} />
          ) : 'relation' in rule ? (
            <Related rule={rule} subjects={subjects} />
          ) : (
            <About rule={rule} subjects={subjects} />
          )}
        </Box>
      ))}
    </Box>
  )
}

function About({ rule, subjects }: { rule: FieldRule; subjects: Subject[] }) {
  const words = useWords()
  const subject = subjectNamed(subjects, rule.field)
  const how =
    subject?.operators.find(each => each.name === rule.operator)?.label ??
    words(`groups.operator.${rule.operator}`, { _: rule.operator })
  const values = Array.isArray(rule.value) ? rule.value : rule.value === undefined ? [] : [rule.value]
  const joint = rule.operator === 'between' ? ` ${words('groups.and')} ` : ', '
  return (
    <>
      <strong>{subject?.label ?? rule.field}</strong> {how}{' '}
      {values.map((value, index) => (
        <Fragment key={String(value)}>
          {index > 0 && joint}
          <strong>
            <Said subject={subject} value={value} />
          </strong>
        </Fragment>
      ))}
    </>
  )
}

function Said({ subject, value }: { subject: Subject | undefined; value: Json }): ReactNode {
  const words = useWords()
  const number = useNumber()
  const moment = useMoment()
  const [locale] = useLocaleState()
  const field = subject?.leaf && effective(subject.leaf.field)
  if (typeof value === 'boolean') return words(value ? 'groups.yes' : 'groups.no')
  if (typeof value === 'number') return number(value)
  const text = String(value ?? '')
  const to = (field?.options as { to?: string } | undefined)?.to
  if (to) return <RecordName to={to} id={text} />
  if (field?.kind === 'country') return countryName(text, locale)
  if (field && isCalendar(field.kind))
    return moment(text.length === 10 ? `${text}T12:00:00Z` : text, { dateStyle: 'medium' })
  const options = field?.options as WithChoices | undefined
  return options?.choices ? choiceLabel(options, text) : text
}

function Related({ rule, subjects }: { rule: RelationRule; subjects: Subject[] }) {
  const words = useWords()
  const subject = subjectNamed(subjects, `related:${rule.relation}`)
  const [operator = '>=', count = 1] = Object.entries(rule.count ?? {})[0] ?? []
  const where = rule.where && !('rules' in rule.where) ? (rule.where as Record<string, Json>) : {}
  const outcome = outcomeOf(where.state)
  const named: [to: string, id: Json | undefined][] = [
    ['events', where.eventId],
    ['campaigns', where.campaignId],
    ['stages', where.stageId],
  ]
  const parts: ReactNode[] = [
    operator === '=' && count === 0
      ? words('groups.times.none')
      : words('groups.times.said', { count, how: words(`groups.times.${timesKey[operator] ?? 'atLeast'}`) }),
    typeof where.status === 'string' && words(`groups.attendance.${where.status}`),
    outcome && words(`groups.outcome.${outcome}`),
    ...named.map(([to, id]) => typeof id === 'string' && <RecordName to={to} id={id} />),
    rule.where && 'rules' in rule.where && words('groups.times.other'),
    rule.within && words(`groups.times.${rule.within}`),
  ].filter(Boolean)
  return (
    <>
      <strong>{subject?.label ?? rule.relation}</strong>:{' '}
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence, in their order.
        <Fragment key={index}>
          {index > 0 && ', '}
          {part}
        </Fragment>
      ))}
    </>
  )
}

function RecordName({ to, id }: { to: string; id: string }) {
  const words = useWords()
  const { data, isError } = useGetOne(to, { id })
  return isError ? words('pick.gone') : (titleOf(to, data) ?? '…')
}

/** The conditions of a group as sentences: "City is York", "Events attended at least 3 times this year". Two levels. */

import type { RuleGroup } from '@dormouse/model'
import AddIcon from '@mui/icons-material/Add'
import CloseIcon from '@mui/icons-material/Close'
import { Autocomplete, Box, Button, IconButton, MenuItem, Select, TextField } from '@mui/material'
import { QueryBuilderMaterial } from '@react-querybuilder/material'
import { useMemo, useState } from 'react'
import {
  type ActionProps,
  type CombinatorSelectorProps,
  type FieldSelectorProps,
  type FullOption,
  type FullOptionList,
  type OperatorSelectorProps,
  QueryBuilder,
  type RuleGroupType,
  type RuleType,
  type ValueEditorProps,
} from 'react-querybuilder'
import { useWords } from '../parts/words.ts'
import { builderStyles } from './builderStyles.ts'
import { type Subject, subjectNamed, useSubjects } from './fields.ts'
import { RuleValue } from './RuleValue.tsx'
import { firstTimes, isRelation, type Relation } from './relations.ts'
import { TimesValue } from './TimesValue.tsx'
import { fromBuilder, toBuilder } from './tree.ts'

/** Conditions and sets of conditions; deeper ones are what nobody reads any more. */
const levelsMax = 2

interface BuilderProps {
  initial: RuleGroup
  onChange(tree: RuleGroup): void
}

/** `initial` is read once: the builder keeps its own copy with the ids it needs. Give a `key` to start over. */
export function Builder({ initial, onChange }: BuilderProps) {
  const words = useWords()
  const subjects = useSubjects()
  const [tree, setTree] = useState<RuleGroupType>(() => toBuilder(initial))
  const fields = useMemo(
    () =>
      subjects.map(({ leaf, ...subject }) => ({
        ...subject,
        value: subject.name,
        defaultOperator: subject.defaultOperator,
      })),
    [subjects],
  )
  const hasNot = JSON.stringify(initial).includes('"not":true')
  return (
    <Box sx={builderStyles}>
      <QueryBuilderMaterial>
        <QueryBuilder
          fields={fields}
          query={tree}
          onQueryChange={next => {
            setTree(next)
            onChange(fromBuilder(next))
          }}
          context={{ subjects }}
          getOperators={name =>
            subjectNamed(subjects, name)?.operators.map(each => ({ ...each, value: each.name })) ?? null
          }
          getDefaultField={() => 'address.city'}
          getDefaultValue={(rule: RuleType) => firstValue(rule, subjects)}
          addRuleToNewGroups
          maxLevels={levelsMax}
          showNotToggle={hasNot}
          combinators={[
            { name: 'and', value: 'and', label: words('groups.all') },
            { name: 'or', value: 'or', label: words('groups.any') },
          ]}
          controlElements={controls}
          translations={{
            addRule: { label: words('groups.addRule'), title: words('groups.addRule') },
            addGroup: { label: words('groups.addSet'), title: words('groups.addSetHelp') },
            removeRule: { label: '', title: words('groups.removeRule') },
            removeGroup: { label: '', title: words('groups.removeSet') },
            fields: { title: words('groups.about') },
            operators: { title: words('groups.how') },
            combinators: { title: words('groups.combine') },
            value: { title: words('groups.value') },
            notToggle: { label: words('groups.not'), title: words('groups.not') },
          }}
        />
      </QueryBuilderMaterial>
    </Box>
  )
}

function firstValue(rule: RuleType, subjects: Subject[]): unknown {
  if (isRelation(rule.field)) return structuredClone(firstTimes[rule.field.slice('related:'.length) as Relation])
  const kind = subjectNamed(subjects, rule.field)?.leaf?.field.kind
  return kind === 'flag' ? true : ''
}

const subjectsOf = (context: unknown): Subject[] => (context as { subjects: Subject[] }).subjects

function SubjectSelect({ value, handleOnChange, context, title }: FieldSelectorProps) {
  const subjects = subjectsOf(context)
  const chosen = subjectNamed(subjects, String(value ?? ''))
  return (
    <Autocomplete
      className="rule-subject"
      disableClearable
      autoHighlight
      options={subjects}
      // A field that is gone (an archived one, or one of a newer version) keeps its name in the sentence.
      value={chosen ?? { name: String(value), label: String(value), group: '', operators: [], defaultOperator: '=' }}
      groupBy={option => option.group}
      getOptionLabel={option => option.label}
      isOptionEqualToValue={(option, each) => option.name === each.name}
      onChange={(_, option) => handleOnChange(option.name)}
      renderInput={params => <TextField {...params} margin="none" hiddenLabel slotProps={named(params, title)} />}
    />
  )
}

type InputParams = { slotProps?: { htmlInput?: object } } & Record<string, unknown>

/** The name goes to the input itself, beside what the autocomplete put there. */
function named(params: object, title: string | undefined) {
  const { slotProps } = params as InputParams
  return { ...slotProps, htmlInput: { ...slotProps?.htmlInput, 'aria-label': title } } as object
}

/** The library allows options in groups; we give none, but its types do not know. */
const flatOptions = (options: FullOptionList<FullOption>): FullOption[] =>
  (options as (FullOption | { options: FullOption[] })[]).flatMap(
    option => ('options' in option ? option.options : [option]) as FullOption[],
  )

function OperatorSelect({ value, handleOnChange, options, title }: OperatorSelectorProps) {
  const flat = flatOptions(options)
  return (
    <Select
      className="rule-how"
      size="small"
      value={flat.some(option => option.name === value) ? value : ''}
      onChange={event => handleOnChange(event.target.value)}
      SelectDisplayProps={{ 'aria-label': title } as object}
    >
      {flat.map(option => (
        <MenuItem key={option.name} value={option.name}>
          {option.label}
        </MenuItem>
      ))}
    </Select>
  )
}

function CombinatorSelect({ value, handleOnChange, options, title, level }: CombinatorSelectorProps) {
  const words = useWords()
  const flat = flatOptions(options)
  return (
    <Box className="combine">
      <span>{words(level === 0 ? 'groups.whom' : 'groups.whomInner')}</span>
      <Select
        size="small"
        value={value}
        onChange={event => handleOnChange(event.target.value)}
        SelectDisplayProps={{ 'aria-label': title } as object}
      >
        {flat.map(option => (
          <MenuItem key={option.name} value={option.name}>
            {option.label}
          </MenuItem>
        ))}
      </Select>
    </Box>
  )
}

function ValueEditor(props: ValueEditorProps) {
  const subject = subjectNamed(subjectsOf(props.context), props.field)
  if (props.operator === 'null' || props.operator === 'notNull') return null
  if (isRelation(props.field))
    return (
      <TimesValue
        relation={props.field.slice('related:'.length) as Relation}
        operator={props.operator}
        value={props.value}
        onChange={props.handleOnChange}
      />
    )
  return (
    <RuleValue
      leaf={subject?.leaf}
      operator={props.operator}
      value={props.value}
      onChange={props.handleOnChange}
      label={props.title ?? ''}
    />
  )
}

const AddRule = ({ handleOnClick, label, title }: ActionProps) => (
  <Button size="small" variant="outlined" startIcon={<AddIcon />} title={title} onClick={event => handleOnClick(event)}>
    {label}
  </Button>
)

const AddSet = ({ handleOnClick, label, title, level }: ActionProps) =>
  level + 1 >= levelsMax ? null : (
    <Button size="small" title={title} onClick={event => handleOnClick(event)}>
      {label}
    </Button>
  )

const Remove = ({ handleOnClick, title }: ActionProps) => (
  <IconButton className="remove" size="small" aria-label={title} title={title} onClick={event => handleOnClick(event)}>
    <CloseIcon fontSize="small" />
  </IconButton>
)

const controls = {
  fieldSelector: SubjectSelect,
  operatorSelector: OperatorSelect,
  combinatorSelector: CombinatorSelect,
  valueEditor: ValueEditor,
  addRuleAction: AddRule,
  addGroupAction: AddSet,
  removeRuleAction: Remove,
  removeGroupAction: Remove,
}

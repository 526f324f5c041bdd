import { choiceLabel, type WithChoices } from '@dormouse/model'
import { useTranslate } from 'react-admin'
import { AnyOfFilter, type Option } from './filters.tsx'
import { type FieldPlace, view } from './view.ts'

export const choice = view<WithChoices>({
  Show: props => <span>{useChoiceLabel(props)(props.value)}</span>,
  Filter: props => <AnyOfFilter {...props} options={useOptions(props)} />,
})

/** What a value is called on screen: translated, else as the declaration says. */
export function useChoiceLabel({ resource, path, field }: FieldPlace<WithChoices>): (value: string) => string {
  const translate = useTranslate()
  return value => translate(`resources.${resource}.choices.${path}.${value}`, { _: choiceLabel(field.options, value) })
}

export function useOptions(place: FieldPlace<WithChoices>): Option[] {
  const label = useChoiceLabel(place)
  return place.field.options.choices.map(id => ({ id, name: label(id) }))
}

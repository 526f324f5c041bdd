import { behaving, viewOf } from './registry.ts'
import type { FieldView, FilterProps, ValueProps } from './view.ts'

/** Shown as what it results in; never an input, because nobody types it. */
export const computed: FieldView = {
  Show: (props: ValueProps) => {
    const field = behaving(props.field)
    const { Show } = viewOf(field)
    return <Show {...props} field={field} />
  },
  Cell: (props: ValueProps) => {
    const field = behaving(props.field)
    const { Cell } = viewOf(field)
    return <Cell {...props} field={field} />
  },
  Filter: (props: FilterProps) => {
    const field = behaving(props.field)
    const { Filter } = viewOf(field)
    return Filter ? <Filter {...props} field={field} /> : null
  },
}

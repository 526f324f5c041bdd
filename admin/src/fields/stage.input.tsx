import type { WithTarget } from '@dormouse/model'
import { RefInput } from './ref.input.tsx'
import type { InputProps } from './view.ts'

/** One of the stages of the field's own pipeline. */
export const StageInput = (props: InputProps<WithTarget & { pipeline: string }>) => (
  <RefInput {...props} filter={{ pipeline: props.field.options.pipeline }} />
)

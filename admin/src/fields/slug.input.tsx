import type { SlugOptions } from '@dormouse/model'
import { LineInput } from './line.tsx'
import type { InputProps } from './view.ts'

export const SlugInput = (props: InputProps<SlugOptions>) => (
  <LineInput {...props} max={props.field.options.max} placeholder="summer-party-2026" />
)

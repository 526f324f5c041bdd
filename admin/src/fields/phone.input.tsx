import type { PhoneOptions } from '@dormouse/model'
import { LineInput } from './line.tsx'
import type { InputProps } from './view.ts'

export const PhoneInput = (props: InputProps<PhoneOptions>) => <LineInput {...props} type="tel" />

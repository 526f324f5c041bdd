import type { EmailOptions } from '@dormouse/model'
import { LineInput } from './line.tsx'
import type { InputProps } from './view.ts'

export const EmailInput = (props: InputProps<EmailOptions>) => <LineInput {...props} type="email" />

import type { AddressOptions } from '@dormouse/model'
import { PartsInput } from './parts.input.tsx'
import type { InputProps } from './view.ts'

export const AddressInput = (props: InputProps<AddressOptions>) => <PartsInput {...props} />

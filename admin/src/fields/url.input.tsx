import type { UrlOptions } from '@dormouse/model'
import { LineInput } from './line.tsx'
import type { InputProps } from './view.ts'

export const UrlInput = (props: InputProps<UrlOptions>) => <LineInput {...props} type="url" placeholder="https://" />

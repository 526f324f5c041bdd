import type { RichTextOptions } from '@dormouse/model'
import { lazy, Suspense } from 'react'
import type { InputProps } from './view.ts'

// The editor weighs more than all other inputs together: it comes when a form asks for it.
const Editor = lazy(async () => ({ default: (await import('./richText.editor.tsx')).Editor }))

export const RichTextInput = (props: InputProps<RichTextOptions>) => (
  <Suspense fallback={null}>
    <Editor {...props} />
  </Suspense>
)

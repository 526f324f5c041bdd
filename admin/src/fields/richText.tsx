import type { RichTextOptions } from '@dormouse/model'
import { lazy, Suspense } from 'react'
import { ContainsFilter } from './filters.tsx'
import { firstLine } from './longText.tsx'
import { view } from './view.ts'

const Sanitised = lazy(async () => ({ default: (await import('./richText.editor.tsx')).Sanitised }))

export const richText = view<RichTextOptions>({
  Show: ({ value }) => (
    <Suspense fallback={null}>
      <Sanitised html={value} />
    </Suspense>
  ),
  Cell: ({ value }) => <span>{firstLine(textOf(value))}</span>,
  Filter: ContainsFilter,
})

/** The words of some HTML. An inert document runs no script and loads no picture. */
export function textOf(html: string): string {
  return new DOMParser().parseFromString(html.replace(/<\/(p|div|li|h\d)>|<br\s*\/?>/gi, ' $&'), 'text/html').body
    .textContent
}

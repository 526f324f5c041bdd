import type { TextOptions } from '@dormouse/model'
import { useSaid } from '../i18n/useSaid.ts'
import { ContainsFilter } from './filters.tsx'
import { view } from './view.ts'

export const text = view<TextOptions>({
  Show: ({ value, field, path }) => (
    <span>{field.options.readOnly || path.endsWith('source') ? <Said sentence={value} /> : value}</span>
  ),
  Filter: ContainsFilter,
})

/** What nobody may write, and where something came from, is written by the server, too. */
function Said({ sentence }: { sentence: string }) {
  return useSaid()(sentence)
}

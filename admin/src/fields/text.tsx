import type { TextOptions } from '@dormouse/model'
import { useSaid } from '../i18n/useSaid.ts'
import { ContainsFilter } from './filters.tsx'
import { view } from './view.ts'

export const text = view<TextOptions>({
  Show: ({ value, field }) => <span>{field.options.readOnly ? <Said sentence={value} /> : value}</span>,
  Filter: ContainsFilter,
})

/** What nobody may write is written by the server: why a letter did not arrive, why a change was not possible. */
function Said({ sentence }: { sentence: string }) {
  return useSaid()(sentence)
}

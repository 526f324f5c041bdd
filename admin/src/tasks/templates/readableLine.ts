/** A subject in a list: `{{default firstName "Friend"}}` would be noise there, so the field's name stays. */
import { chipOf } from './merge.ts'
import type { MergeField } from './mergeFields.ts'

export const readableLine = (line: string, fields: readonly Pick<MergeField, 'path' | 'label'>[]): string =>
  line.replace(/\{\{(.*?)\}\}/g, (code, inner: string) => {
    const chip = chipOf(inner.trim())
    return chip ? `‹${fields.find(({ path }) => path === chip.field)?.label ?? chip.field}›` : code
  })

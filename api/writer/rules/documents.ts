/** What a document says about its file is read off the file, and who brought it is whoever did. */
import type { FileValue } from '@dormouse/model'
import type { ResourceRules } from '../handler.ts'

export const documents: ResourceRules = {
  prepare(draft, before, after) {
    const file = after.file as unknown as FileValue | null
    const uploadedBy = before || draft.actor.role === 'system' ? (after.uploadedBy ?? null) : draft.actor.id
    return { ...after, contentType: file?.contentType ?? null, sizeBytes: file?.sizeBytes ?? null, uploadedBy }
  },
}

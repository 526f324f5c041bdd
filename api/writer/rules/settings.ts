/** Settings that would stop the product from working are not taken. */
import { at, isTimeZone, refuse } from '@dormouse/model'
import type { StoredRecord } from '../../store/view.ts'
import type { Draft, ResourceRules } from '../handler.ts'

export const settings: ResourceRules = {
  needs: { collections: ['stages'] },
  prepare(draft, before, after) {
    const errors: Record<string, string> = {}
    if (after.timeZone !== before?.timeZone && !isTimeZone(String(after.timeZone)))
      errors.timeZone = 'There is no such time zone. They are called like Europe/London.'
    for (const pipeline of ['leads', 'opportunities']) {
      const sentence = wrongStart(draft, after, pipeline)
      if (sentence) errors[`pipelines.${pipeline}`] = sentence
    }
    const [message] = Object.values(errors)
    return message === undefined ? after : refuse('invalid', message, { errors })
  },
}

function wrongStart(draft: Draft, after: StoredRecord, pipeline: string): string | undefined {
  const stage = draft.table('stages').get(String(at(after, `pipelines.${pipeline}`)))
  return stage && stage.pipeline !== pipeline ? `“${stage.name}” is a stage of something else.` : undefined
}

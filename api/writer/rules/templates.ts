/** A letter that cannot be read is not saved: the sentence names line and column. */
import type { Property } from '@dormouse/model'
import { checkTemplate } from '../../mail/check-template.ts'
import type { ResourceRules } from '../handler.ts'

export const templates: ResourceRules = {
  needs: { collections: ['properties'] },
  prepare(draft, before, after) {
    const parts = ['subject', 'preheader', 'body', 'text', 'layout', 'language']
    if (before && parts.every(name => before[name] === after[name])) return after
    const properties = draft.table('properties').lookup('resource', 'contacts') as unknown as readonly Property[]
    const problem = checkTemplate(after, properties)
    return problem ? { ok: false, problem } : after
  },
}

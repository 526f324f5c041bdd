/** Fields that staff add: what their kind cannot do without is asked for, and they stand behind those that are there. */
import { type Json, refuse, resourceNamed, same } from '@dormouse/model'
import type { StoredRecord } from '../../store/view.ts'
import type { Draft, ResourceRules } from '../handler.ts'
import { propertyTargets } from '../needs.ts'

export const properties: ResourceRules = {
  prepare(draft, before, after) {
    const sentence = before && same(before.options, after.options) ? undefined : wrongOptions(after)
    if (sentence) return refuse('invalid', sentence, { errors: { options: sentence } })
    const taken = before ? undefined : standsAlready(after)
    if (taken) return refuse('conflict', taken, { errors: { key: taken } })
    return before || after.position !== 0 ? after : { ...after, position: lastPosition(draft, after) + 1 }
  },
}

function wrongOptions({ kind, options }: StoredRecord): string | undefined {
  const { choices, to, currency } = (options ?? {}) as { choices?: Json; to?: Json; currency?: Json }
  if ((kind === 'choice' || kind === 'choices') && !isListOfTexts(choices)) return 'Say what there is to choose from.'
  if (kind === 'money' && currency !== undefined && !/^[A-Z]{3}$/.test(String(currency)))
    return 'A currency is three capital letters like GBP.'
  if ((kind === 'ref' || kind === 'refs') && !propertyTargets().some(({ name }) => name === (to ?? 'contacts')))
    return `It can refer to ${propertyTargets()
      .map(({ label }) => label[1].toLowerCase())
      .join(', ')}.`
  return undefined
}

const isListOfTexts = (value: Json | undefined): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  new Set(value).size === value.length &&
  value.every(each => typeof each === 'string' && each.trim() !== '')

/** "email" as a second field beside the e-mail address would confuse everybody who writes letters. */
function standsAlready({ resource, key }: StoredRecord): string | undefined {
  const declared = resourceNamed(String(resource))
  return declared && Object.hasOwn(declared.fields, String(key)) ? 'There is a field of this name already.' : undefined
}

const lastPosition = (draft: Draft, { resource }: StoredRecord): number =>
  Math.max(
    0,
    ...draft
      .table('properties')
      .lookup('resource', String(resource))
      .map(each => Number(each.position)),
  )

/**
 * Who gets a campaign and who does not, with the reason: for the Check step, for the group builder's count, and, at one
 * pinned state, for the worker that freezes it.
 */
import { at } from '@dormouse/model'
import type { Reader, StoredRecord, View } from '../store/view.ts'
import { addressOf, type MailRules, whyNotMailable } from './mailable.ts'
import { ids, membership, needsOfSelections, type Selection, selectionNeeds, selectionOf } from './selection.ts'

export interface Audience {
  segmentIds: readonly string[]
  contactIds: readonly string[]
  exceptSegmentIds: readonly string[]
  exceptContactIds: readonly string[]
}

/** A line of the frozen audience. `skip`: why this person gets no mail. */
export interface AudienceRow {
  contactId: string
  address: string | null
  skip?: string
}

export interface AudienceOptions {
  onePer: 'address' | 'person'
  nowMs: number
  addressHash(address: string): string
}

export function audienceOf(campaign: StoredRecord): Audience {
  const list = (name: keyof Audience) => ids(at(campaign, `audience.${name}`))
  return {
    segmentIds: list('segmentIds'),
    contactIds: list('contactIds'),
    exceptSegmentIds: list('exceptSegmentIds'),
    exceptContactIds: list('exceptContactIds'),
  }
}

/** Reads what an audience needs in two steps (groups first, then what their rules look into) and hands over one state. */
export async function readAudience<T>(
  reader: Pick<Reader, 'read'>,
  find: (view: View) => { audience: Audience; extra?: readonly Selection[] },
  more: { collections?: readonly string[]; partitions?: readonly (readonly [string, string])[] },
  use: (view: View, audience: Audience) => T,
): Promise<T> {
  const first = await reader.read(
    { collections: [...selectionNeeds.collections!, ...(more.collections ?? [])] },
    view => {
      const { audience, extra = [] } = find(view)
      const groups = [...audience.segmentIds, ...audience.exceptSegmentIds].map(id => selectionOf(view, id))
      return { audience, needs: needsOfSelections(view, [...groups.filter(each => each !== undefined), ...extra]) }
    },
  )
  const collections = [...audienceCollections, ...(first.needs.collections ?? []), ...(more.collections ?? [])]
  const partitions = [...(first.needs.partitions ?? []), ...(more.partitions ?? [])]
  return reader.read({ collections: [...new Set(collections)], partitions }, view => use(view, first.audience))
}

export const audienceCollections = [
  'contacts',
  'segments',
  'campaigns',
  'properties',
  'settings',
  'suppressions',
] as const

/**
 * Everybody who is meant, in the order of the contacts, each with the reason why not where there is one. Whoever is
 * excepted is not meant and not listed. With one mail per address, whoever comes second is named the first.
 */
export function resolveAudience(view: View, audience: Audience, options: AudienceOptions): AudienceRow[] {
  const meant = meantBy(view, audience, options.nowMs)
  const rules = mailRulesIn(view, options.addressHash)
  const first = new Map<string, string>()
  const rows: AudienceRow[] = []
  for (const person of view.table('contacts').values()) {
    if (!meant(person)) continue
    const address = addressOf(person) ?? null
    const why = whyNotMailable(person, rules)
    const other = address && options.onePer === 'address' ? first.get(address) : undefined
    const skip = why ?? (other && `same address as ${other}`)
    rows.push({ contactId: person.id, address, ...(skip ? { skip } : {}) })
    if (address && !skip) first.set(address, person.id)
  }
  return rows
}

export function meantBy(view: View, audience: Audience, nowMs: number): (person: StoredRecord) => boolean {
  const named = new Set(audience.contactIds)
  const excepted = new Set(audience.exceptContactIds)
  const groups = (segmentIds: readonly string[]) =>
    segmentIds
      .map(id => selectionOf(view, id))
      .filter(each => each !== undefined)
      .map(each => membership(view, each, nowMs))
  const inside = groups(audience.segmentIds)
  const outside = groups(audience.exceptSegmentIds)
  return person =>
    (named.has(person.id) || inside.some(holds => holds(person))) &&
    !excepted.has(person.id) &&
    !outside.some(holds => holds(person))
}

/** The rules of `mailable.ts` over what a view shows. Nothing is hashed as long as nobody is suppressed. */
export function mailRulesIn(view: View, addressHash: (address: string) => string): MailRules {
  const suppressions = view.table('suppressions')
  return {
    requireConsent: view.table('settings').get('settings')?.requireConsent === true,
    suppressed(address, person) {
      if (suppressions.size === 0) return false
      let hash = hashes.get(person)
      if (!hash) {
        hash = addressHash(address)
        hashes.set(person, hash)
      }
      return suppressions.lookup('addressHash', hash).some(each => each.liftedAt === null)
    },
  }
}

/** Of the records themselves: they are the same objects until somebody changes them, and counting a group asks for all. */
const hashes = new WeakMap<object, string>()

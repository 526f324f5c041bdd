/** Turns a delivery into a mail: the frozen letter, compiled once a version, filled with the person as they are now. */
import { contacts, type Delivery, type Json } from '@dormouse/model'
import type { Mail } from '../mail/message.ts'
import { type CompiledLetter, compileLetter, type Filling, type Letter, RenderError } from '../mail/render.ts'
import { type Trace, traceToken } from '../mail/tracking.ts'
import { unsubscribeToken, unsubscribeUrl } from '../mail/unsubscribe.ts'
import type { LinkKey } from '../secrets.ts'
import type { StoredRecord, View } from '../store/view.ts'
import { letterId } from './collections.ts'
import { addressOf } from './mailable.ts'
import { timeZoneIn } from './selection.ts'

export interface LetterDeps {
  publicUrl: string
  linkKeys: readonly LinkKey[]
  addressHash(address: string): string
}

/** What `mailFor` reads. */
export const letterCollections = ['contacts', 'campaigns', 'settings'] as const

export type Prepared =
  | { kind: 'mail'; address: string; mail: Omit<Mail, 'at' | 'tags'> }
  /** No longer there, or without an address: the writer settles it when it is asked for the intent. */
  | { kind: 'unreachable' }
  | { kind: 'broken'; who: string; message: string }

export interface Letters {
  mailFor(view: View, delivery: Pick<Delivery, 'campaignId' | 'contactId' | 'contentVersion'>): Prepared
}

export function campaignLetters(deps: LetterDeps): Letters {
  const compiled = new Map<string, CompiledLetter | string>()

  function letterOf(view: View, campaignId: string, version: number): CompiledLetter | string {
    const id = letterId(campaignId, version)
    let letter = compiled.get(id)
    if (!letter) {
      const frozen = view.partition('letters', campaignId).get(id)
      const result = frozen && compileLetter(frozen as unknown as Letter, { base: deps.publicUrl })
      letter = !result ? 'The letter is gone.' : result.ok ? result.letter : result.problem.message
      compiled.set(id, letter)
    }
    return letter
  }

  return {
    mailFor(view, delivery) {
      const { campaignId, contactId } = delivery
      const person = personIn(view, contactId)
      const address = person && addressOf(person)
      if (!person || !address) return { kind: 'unreachable' }
      const version = Number(delivery.contentVersion ?? 1)
      const letter = letterOf(view, campaignId, version)
      const who = contacts.title(person as never)
      if (typeof letter === 'string') return { kind: 'broken', who, message: letter }
      const hash = deps.addressHash(address)
      const token = unsubscribeToken(deps.linkKeys, { contactId: person.id, campaignId, addressHash: hash })
      try {
        const traced = tracesOf(view, { contactId: person.id, campaignId, contentVersion: version }, deps)
        const mail = filled(view, campaignId, person, letter, unsubscribeUrl(deps.publicUrl, token), traced)
        return { kind: 'mail', address, mail: { ...mail, to: { name: nameOf(person), address } } }
      } catch (error) {
        const message = error instanceof RenderError ? error.message : `The letter can't be filled: ${String(error)}`
        return { kind: 'broken', who, message }
      }
    },
  }
}

/** The person, or whoever they were merged into. */
export function personIn(view: View, contactId: string): StoredRecord | undefined {
  const people = view.table('contacts')
  return people.get(contactId) ?? people.lookup('mergedFrom', contactId)[0]
}

export const nameOf = (person: StoredRecord): string =>
  [person.firstName, person.lastName].filter(part => typeof part === 'string' && part !== '').join(' ')

/** Off unless the settings say otherwise; as they are today, for late recipients too. */
function tracesOf(view: View, trace: Trace, { publicUrl, linkKeys }: LetterDeps): Filling['traced'] {
  const settings = view.table('settings').get('settings')
  const address = (path: string, more: object = {}) =>
    `${publicUrl}/u/${path}/${traceToken(linkKeys, { ...trace, ...more })}`
  if (settings?.trackOpens !== true && settings?.trackClicks !== true) return undefined
  return {
    ...(settings.trackOpens === true ? { opened: address('o') } : {}),
    ...(settings.trackClicks === true ? { clicked: (link: number) => address('c', { link }) } : {}),
  }
}

/** Sender and surroundings are the organisation's as they are today; only the letter itself is frozen. */
export function filled(
  view: View,
  campaignId: string,
  person: StoredRecord,
  letter: CompiledLetter,
  link: string,
  traced?: Filling['traced'],
): Omit<Mail, 'at' | 'tags' | 'to'> {
  const settings = view.table('settings').get('settings')
  const text = (field: string): string | null => {
    const value: Json | undefined = settings?.[field]
    return typeof value === 'string' && value !== '' ? value : null
  }
  const organisation = { name: text('organisation') ?? '', postalAddress: text('postalAddress') }
  const replyTo = text('replyTo')
  const rendered = letter.render({
    contact: person,
    organisation,
    campaign: { name: String(view.table('campaigns').get(campaignId)?.name ?? '') },
    unsubscribeUrl: link,
    timeZone: timeZoneIn(view),
    ...(traced ? { traced } : {}),
  })
  return {
    from: { name: text('senderName') ?? organisation.name, address: text('senderEmail') ?? '' },
    replyTo: replyTo ? { address: replyTo } : null,
    ...rendered,
    unsubscribeUrl: link,
    unsubscribeAddress: text('unsubscribeTo'),
  }
}

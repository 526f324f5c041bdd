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

export interface Prepared {
  address: string
  /**
   * The mail, or a sentence why it can't be filled. Written when it is needed and not before: a mail is a thousand times
   * as large as what it is made from, which is the records of one state of the store.
   */
  write(): Omit<Mail, 'at' | 'tags'> | string
}

export interface Letters {
  /** Undefined: no longer there, or without an address; the writer settles it when it is asked for the intent. */
  mailFor(view: View, delivery: Pick<Delivery, 'campaignId' | 'contactId' | 'contentVersion'>): Prepared | undefined
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
      if (!person || !address) return undefined
      const version = Number(delivery.contentVersion ?? 1)
      const letter = letterOf(view, campaignId, version)
      const around = surroundingsIn(view, campaignId)
      const flaw = (message: string) => `The letter can't be filled for ${contacts.title(person as never)}. ${message}`
      const write = () => {
        if (typeof letter === 'string') return flaw(letter)
        const addressHash = deps.addressHash(address)
        const link = unsubscribeUrl(
          deps.publicUrl,
          unsubscribeToken(deps.linkKeys, { contactId: person.id, campaignId, addressHash }),
        )
        try {
          const traced = tracesOf(around, { contactId: person.id, campaignId, contentVersion: version }, deps)
          return { ...filled(around, person, letter, link, traced), to: { name: nameOf(person), address } }
        } catch (error) {
          return flaw(error instanceof RenderError ? error.message : `The letter can't be filled: ${String(error)}`)
        }
      }
      return { address, write }
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

/** Sender and surroundings are the organisation's as they are today; only the letter itself is frozen. */
export interface Surroundings {
  settings: StoredRecord | undefined
  campaign: string
  timeZone: string
}

export const surroundingsIn = (view: View, campaignId: string): Surroundings => ({
  settings: view.table('settings').get('settings'),
  campaign: String(view.table('campaigns').get(campaignId)?.name ?? ''),
  timeZone: timeZoneIn(view),
})

/** Off unless the settings say otherwise; as they are today, for late recipients too. */
function tracesOf({ settings }: Surroundings, trace: Trace, { publicUrl, linkKeys }: LetterDeps): Filling['traced'] {
  const address = (path: string, more: object = {}) =>
    `${publicUrl}/u/${path}/${traceToken(linkKeys, { ...trace, ...more })}`
  if (settings?.trackOpens !== true && settings?.trackClicks !== true) return undefined
  return {
    ...(settings.trackOpens === true ? { opened: address('o') } : {}),
    ...(settings.trackClicks === true ? { clicked: (link: number) => address('c', { link }) } : {}),
  }
}

export function filled(
  { settings, campaign, timeZone }: Surroundings,
  person: StoredRecord,
  letter: CompiledLetter,
  link: string,
  traced?: Filling['traced'],
): Omit<Mail, 'at' | 'tags' | 'to'> {
  const text = (field: string): string | null => {
    const value: Json | undefined = settings?.[field]
    return typeof value === 'string' && value !== '' ? value : null
  }
  const organisation = { name: text('organisation') ?? '', postalAddress: text('postalAddress') }
  const replyTo = text('replyTo')
  const rendered = letter.render({
    contact: person,
    organisation,
    campaign: { name: campaign },
    unsubscribeUrl: link,
    timeZone,
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

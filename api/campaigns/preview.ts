/** The letter as one person will read it: of a campaign, or of a template that is still being written. */
import { type Json, type Problem, refuse } from '@dormouse/model'
import { checkTemplate } from '../mail/check-template.ts'
import { compileLetter, type Letter, RenderError, type Rendered } from '../mail/render.ts'
import { testAddressee, unsubscribeToken, unsubscribeUrl } from '../mail/unsubscribe.ts'
import type { Reader, StoredRecord, View } from '../store/view.ts'
import { letterId } from './collections.ts'
import { filled, type LetterDeps, surroundingsIn } from './letters.ts'
import { addressOf } from './mailable.ts'

export interface PreviewDeps {
  reader: Pick<Reader, 'read'>
  letters: LetterDeps
}

export type Previewed = { ok: true; value: Rendered } | { ok: false; problem: Problem }

export function previewCampaign(campaignId: string, contactId: string, deps: PreviewDeps): Promise<Previewed> {
  const needs = { collections: previewCollections, partitions: [['letters', campaignId]] as const }
  return deps.reader.read(needs, view => {
    const campaign = view.table('campaigns').get(campaignId)
    const letter = campaign && letterNow(view, campaign)
    if (!letter) return refuse('refused', 'This campaign has no letter yet. Choose a template.')
    return rendered(view, letter, contactId, campaignId, deps.letters)
  })
}

export function previewTemplate(
  template: { [field: string]: Json },
  contactId: string,
  deps: PreviewDeps,
): Promise<Previewed> {
  const problem = checkTemplate(template)
  if (problem) return Promise.resolve({ ok: false, problem })
  const letter = letterFrom(template)
  return deps.reader.read({ collections: previewCollections }, view =>
    rendered(view, letter, contactId, '-', deps.letters),
  )
}

const previewCollections = ['campaigns', 'templates', 'contacts', 'settings', 'properties'] as const

/** What goes out: the frozen letter once it has begun, until then the template with the campaign's own subject. */
export function letterNow(view: View, campaign: StoredRecord): Letter | undefined {
  const version = Number(campaign.contentVersion ?? 0)
  const frozen = version > 0 ? view.partition('letters', campaign.id).get(letterId(campaign.id, version)) : undefined
  if (frozen) return letterFrom(frozen)
  const template = view.table('templates').get(String(campaign.templateId ?? ''))
  if (!template) return undefined
  const own =
    typeof campaign.subject === 'string' && campaign.subject.trim() !== '' ? campaign.subject : template.subject
  return letterFrom({ ...template, subject: own ?? null })
}

export function letterFrom(record: { [field: string]: Json }): Letter {
  const text = (field: string) => (typeof record[field] === 'string' ? record[field] : null)
  return {
    subject: text('subject') ?? '',
    preheader: text('preheader'),
    body: text('body') ?? '',
    text: text('text'),
    layout: text('layout'),
    language: text('language'),
  }
}

function rendered(view: View, letter: Letter, contactId: string, campaignId: string, deps: LetterDeps): Previewed {
  const person = view.table('contacts').get(contactId)
  if (!person) return refuse('missing', 'There is no such person.')
  const compiled = compileLetter(letter, { base: deps.publicUrl })
  if (!compiled.ok) return compiled
  try {
    const { subject, html, text } = filled(
      surroundingsIn(view, campaignId),
      person,
      compiled.letter,
      testLink(person, deps),
    )
    return { ok: true, value: { subject, html, text } }
  } catch (error) {
    if (error instanceof RenderError) return refuse('refused', error.message)
    throw error
  }
}

/** A link that shows the page and changes nothing: whoever looks at a preview must not unsubscribe somebody else. */
export function testLink(person: StoredRecord | undefined, deps: LetterDeps): string {
  const hash = deps.addressHash((person && addressOf(person)) ?? 'nobody@example.invalid')
  return unsubscribeUrl(deps.publicUrl, unsubscribeToken(deps.linkKeys, testAddressee(hash)))
}

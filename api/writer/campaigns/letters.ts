/** Freezing a letter: what was sent stays as it was sent, whatever happens to the template. */
import { type Problem, type Property, type Refused, refuse } from '@dormouse/model'
import { letterId } from '../../campaigns/collections.ts'
import { checkTemplate } from '../../mail/check-template.ts'
import type { StoredRecord } from '../../store/view.ts'
import type { Draft } from '../handler.ts'

/** What freezing reads. */
export const letterCollections = ['templates', 'properties', 'settings'] as const

/** Copies the template as it is now under the campaign's next version; answers that version. */
export function freezeLetter(draft: Draft, campaign: StoredRecord): { version: number } | Refused {
  const template = draft.table('templates').get(String(campaign.templateId ?? ''))
  if (!template) return refuse('refused', 'This campaign has no letter yet. Choose a template.')
  const subject = typeof campaign.subject === 'string' && campaign.subject.trim() ? campaign.subject : template.subject
  const letter = { ...template, subject: subject ?? null }
  const problem = checkTemplate(letter, contactProperties(draft))
  if (problem) return letterProblem(problem)
  const version = Number(campaign.contentVersion ?? 0) + 1
  draft.table('letters', campaign.id).create(letterId(campaign.id, version), {
    campaignId: campaign.id,
    contentVersion: version,
    templateId: template.id,
    subject: letter.subject,
    preheader: template.preheader ?? null,
    body: template.body ?? '',
    text: template.text ?? null,
    layout: template.layout ?? null,
    language: template.language ?? null,
  })
  return { version }
}

const letterProblem = (problem: Problem): Refused => refuse('refused', `The letter can't be sent. ${problem.message}`)

/** The fields that staff added to people: a letter may name them. */
export const contactProperties = (draft: Draft): Property[] =>
  [...draft.table('properties').values()].filter(
    each => each.resource === 'contacts' && each.archived !== true,
  ) as unknown as Property[]

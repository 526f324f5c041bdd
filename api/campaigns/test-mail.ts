/** A test mail: the letter as somebody would get it, sent to whoever is trying it out. Leaves no trace in the ledger. */
import { contacts, type Json, type Problem, refuse } from '@dormouse/model'
import { type Clock, isoOf } from '../clock.ts'
import type { Mail } from '../mail/message.ts'
import { compileLetter, RenderError } from '../mail/render.ts'
import type { Sender } from '../mail/sender.ts'
import type { StoredRecord, View } from '../store/view.ts'
import { filled, surroundingsIn } from './letters.ts'
import { letterNow, type PreviewDeps, testLink } from './preview.ts'

interface TestDeps extends PreviewDeps {
  sender: Pick<Sender, 'send'>
  clock: Clock
}

export type TestSent = { ok: true; messageId: string } | { ok: false; problem: Problem }

/** Without a person, the letter is filled with nobody's fields: its gaps show. */
export async function sendTestMail(
  campaignId: string,
  to: { address: string; contactId?: string },
  deps: TestDeps,
): Promise<TestSent> {
  const needs = {
    collections: ['campaigns', 'templates', 'contacts', 'settings'],
    partitions: [['letters', campaignId]] as const,
  }
  const made = await deps.reader.read(needs, view => testMail(view, campaignId, to, deps))
  if ('problem' in made) return made
  const sent = await deps.sender.send({ ...made, at: isoOf(deps.clock.nowMs()) })
  if (sent.kind === 'accepted') return { ok: true, messageId: sent.messageId }
  if (sent.kind === 'throttled') return refuse('expired', 'The mail service is busy. Try again in a moment.')
  return refuse('refused', `The test mail could not be sent: ${sent.reason}`)
}

function testMail(
  view: View,
  campaignId: string,
  { address, contactId }: { address: string; contactId?: string },
  deps: TestDeps,
): Omit<Mail, 'at'> | Extract<TestSent, { ok: false }> {
  const campaign = view.table('campaigns').get(campaignId)
  const letter = campaign && letterNow(view, campaign)
  if (!letter) return refuse('refused', 'This campaign has no letter yet. Choose a template.')
  const compiled = compileLetter(letter, { base: deps.letters.publicUrl })
  if (!compiled.ok) return compiled
  const person = contactId ? view.table('contacts').get(contactId) : undefined
  const link = testLink(person, deps.letters)
  try {
    const mail = filled(surroundingsIn(view, campaignId), person ?? nobody(), compiled.letter, link)
    if (!mail.from.address)
      return refuse('refused', 'No sender address is set up yet. An administrator can do that in the settings.')
    return { ...mail, subject: `[Test] ${mail.subject}`, to: { address } }
  } catch (error) {
    if (error instanceof RenderError) return refuse('refused', error.message)
    throw error
  }
}

const nobody = (): StoredRecord => {
  const fields: { [field: string]: Json } = Object.fromEntries(Object.keys(contacts.fields).map(name => [name, null]))
  return { ...fields, id: '-', createdAt: '', createdBy: '', updatedAt: '', updatedBy: '', version: 0 }
}

/** Campaigns that have been handed over, and the mail service that tells of them, in memory. */
import type { Actor, Json } from '@dormouse/model'
import type { MailEvent } from '../../api/campaigns/mail-event.ts'
import type { StoredRecord } from '../../api/store/view.ts'
import { system, type Writer, writerInMemory } from '../../api/writer/writer-in-memory.ts'
import { everyone, ok } from './campaign-in-memory.ts'

export interface FeedbackInMemory {
  writer: Writer
  staff: Actor
  people(...ids: string[]): Promise<void>
  /** A campaign whose mails to these people have been handed over. */
  sent(campaignId: string, ids: readonly string[]): Promise<void>
  take(...events: MailEvent[]): Promise<Json>
  delivery(campaignId: string, contactId: string): Promise<StoredRecord | undefined>
  mailOf(contactId: string): Promise<Json | undefined>
}

export async function feedbackInMemory(): Promise<FeedbackInMemory> {
  const writer = await writerInMemory()
  const { staff } = await writer.staffed()
  await ok(writer.create(system, 'settings', 'settings', { organisation: 'Wood', senderEmail: 'news@wood.example' }))
  await ok(writer.send(system, 'groups.install', {}))
  await ok(writer.create(staff, 'templates', 't1', { name: 'T', subject: 'Hello', body: '<p>Hi</p>' }))

  async function sent(campaignId: string, ids: readonly string[]): Promise<void> {
    await ok(writer.create(staff, 'campaigns', campaignId, { name: campaignId, templateId: 't1', audience: everyone }))
    await ok(writer.act(staff, 'campaigns', campaignId, 'send'))
    const { run } = (await ok(writer.send(system, 'campaign.begin', { campaignId }))) as { run: number }
    const rows = ids.map(contactId => ({ contactId, address: `${contactId}@example.org` }))
    await ok(writer.send(system, 'campaign.enqueue', { campaignId, run, wave: 1 }, { rows }))
    await ok(writer.send(system, 'campaign.ready', { campaignId, run, wave: 1 }))
    await ok(writer.send(system, 'campaign.report', { campaignId, run, outcomes: [], intents: rows }))
    const at = new Date(writer.clock.nowMs()).toISOString()
    const outcomes = ids.map(contactId => ({
      contactId,
      attempt: 1,
      result: 'accepted',
      at,
      messageId: `${campaignId}-${contactId}`,
    }))
    await ok(writer.send(system, 'campaign.report', { campaignId, run, outcomes, intents: [] }))
  }

  return {
    writer,
    staff,
    sent,
    async people(...ids) {
      for (const id of ids)
        await ok(writer.create(staff, 'contacts', id, { firstName: id, email: `${id}@example.org` }))
    },
    take: (...events) => ok(writer.send(system, 'mail.events', {}, { rows: events as unknown as Json[] })),
    delivery: (campaignId, contactId) =>
      writer.replica.read({ partitions: [['deliveries', campaignId]] }, view =>
        view.partition('deliveries', campaignId).get(`${campaignId}_${contactId}`),
      ),
    mailOf: async id => (await writer.get('contacts', id))?.mail,
  }
}

export const mailEvent = (kind: MailEvent['kind'], contactId: string, more: Partial<MailEvent> = {}): MailEvent => ({
  kind,
  campaignId: 'c1',
  contactId,
  attempt: 1,
  at: '2026-03-01T10:00:00.000Z',
  messageId: `${more.campaignId ?? 'c1'}-${contactId}`,
  reason: null,
  ...more,
})

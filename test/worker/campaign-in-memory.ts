/** A campaign and its writer in memory, for tests of what the writer decides about it. */
import type { Json, Outcome } from '@dormouse/model'
import { expect } from 'vitest'
import type { ReportedOutcome, ReportResult } from '../../api/campaigns/reporting.ts'
import { system, writerInMemory } from '../../api/writer/writer-in-memory.ts'

export const everyone = { segmentIds: ['everyone'], contactIds: [], exceptSegmentIds: [], exceptContactIds: [] }

export async function ok(outcome: Promise<Outcome>): Promise<Json> {
  const found = await outcome
  expect(found).toMatchObject({ ok: true })
  return found.ok ? (found.result ?? null) : null
}

/** The campaign `c1` to everyone, and the people a, b and c. */
export async function campaignInMemory() {
  const writer = await writerInMemory()
  const { staff, agent } = await writer.staffed()
  const settings = { organisation: 'Wood', senderEmail: 'news@wood.example', timeZone: 'Europe/London' }
  await ok(writer.create(system, 'settings', 'settings', settings))
  await ok(writer.send(system, 'groups.install', {}))
  await ok(writer.create(staff, 'templates', 't1', { name: 'T', subject: 'Hello {{firstName}}', body: '<p>Hi</p>' }))
  for (const id of ['a', 'b', 'c'])
    await ok(writer.create(staff, 'contacts', id, { firstName: id, email: `${id}@example.org` }))
  await ok(writer.create(staff, 'campaigns', 'c1', { name: 'Spring', templateId: 't1', audience: everyone }))

  const act = (action: string, input: Json = {}) => writer.act(staff, 'campaigns', 'c1', action, input)
  const status = async () => (await writer.get('campaigns', 'c1'))?.status
  const rowsFor = (...ids: string[]): Json[] =>
    ids.map(contactId => ({ contactId, address: `${contactId}@example.org` }))
  const delivery = (contactId: string) =>
    writer.replica.read({ partitions: [['deliveries', 'c1']] }, view =>
      view.partition('deliveries', 'c1').get(`c1_${contactId}`),
    )

  async function begin(feedback = false): Promise<number> {
    return ((await ok(writer.send(system, 'campaign.begin', { campaignId: 'c1', feedback }))) as { run: number }).run
  }

  /** Begun, with these people in the ledger and ready to be sent. */
  async function sending(...ids: string[]): Promise<number> {
    await ok(act('send'))
    const run = await begin()
    await ok(writer.send(system, 'campaign.enqueue', { campaignId: 'c1', run, wave: 1 }, { rows: rowsFor(...ids) }))
    await ok(writer.send(system, 'campaign.ready', { campaignId: 'c1', run, wave: 1 }))
    return run
  }

  async function report(
    run: number,
    intents: string[],
    outcomes: Partial<ReportedOutcome>[] = [],
  ): Promise<ReportResult> {
    const input = {
      campaignId: 'c1',
      run,
      intents: intents.map(contactId => ({ contactId, address: `${contactId}@example.org` })),
      outcomes: outcomes.map(each => ({ attempt: 1, at: '2026-03-01T09:00:00.000Z', ...each })),
    }
    return (await ok(writer.send(system, 'campaign.report', input as unknown as Json))) as unknown as ReportResult
  }

  const finish = (run: number) => writer.send(system, 'campaign.finish', { campaignId: 'c1', run })

  return { writer, staff, agent, act, status, rowsFor, delivery, begin, sending, report, finish }
}

export type CampaignInMemory = Awaited<ReturnType<typeof campaignInMemory>>

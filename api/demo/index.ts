/**
 * Fills an empty installation with an invented organisation, so that a first look shows every screen with something in
 * it. Everything goes through the writer like anything else; nothing is written behind its back.
 */
import type { Actor, Json } from '@dormouse/model'
import type { Clock } from '../clock.ts'
import type { Submit } from '../command/submit.ts'
import { hashPassword } from '../identity/passwords.ts'
import type { ObjectStore } from '../store/objects.ts'
import {
  demoCampaigns,
  demoDeliveries,
  demoMailStatus,
  demoSegments,
  demoSuppressions,
  demoTemplates,
  sentId,
} from './campaigns.ts'
import { demoAttendances, demoEvents } from './events.ts'
import { demoDocuments, demoTasks } from './office.ts'
import { type DemoRow, demoPeople } from './people.ts'
import { choices } from './random.ts'
import { demoAccounts, demoLeads, demoOpportunities, demoStages, demoTransactions } from './sales.ts'

export interface DemoDeps {
  submit: Submit
  documents: ObjectStore
  clock: Clock
  addressHash(address: string): string
}

export const demoPassword = 'demo-dormouse-1'

/** The accounts that `npm start` prints. */
export const demoStaff: { id: string; email: string; name: string; role: string }[] = [
  ['root', 'Robin Root', 'root'],
  ['admin', 'Anna Admin', 'admin'],
  ['staff', 'Sam Staff', 'staff'],
  ['agent1', 'Ada Agent', 'agent'],
  ['agent2', 'Bo Agent', 'agent'],
  ['viewer', 'Vera Viewer', 'viewer'],
].map(([key, name, role]) => ({
  id: `demo-staff-${key}`,
  email: `${key}@demo.test`,
  name: name as string,
  role: role as string,
}))

const seeder: Actor = { id: 'demo', role: 'system', name: 'Sample data' }
/** Rows of one command: few enough that deciding them does not hold the event loop for long. */
const rowsPerCommand = 500
const waitMs = 60_000

export async function seedDemo(deps: DemoDeps): Promise<void> {
  const nowMs = deps.clock.nowMs()
  const pick = choices(20)
  const staff = demoStaff.map(({ id, ...values }) => ({ id, values: { ...values, active: true } }))
  const agents = ['demo-staff-agent1', 'demo-staff-agent2']
  const people = demoPeople(pick, nowMs, agents)
  const clients = people.filter(person => person.values.ownerId !== null)
  const events = demoEvents(pick, nowMs, people, 'demo-staff-staff')
  const accounts = demoAccounts(pick, clients, nowMs)
  const deliveries = demoDeliveries(pick, nowMs, people, deps.addressHash)
  const documents = demoDocuments(people)
  const stages = demoStages()
  const everything: [resource: string, rows: DemoRow[]][] = [
    ['staff', staff],
    ['settings', [{ id: 'settings', values: demoSettings }]],
    ['stages', stages.map(({ id, values: { allowedNext: _later, ...values } }) => ({ id, values }))],
    ['suppressions', demoSuppressions(nowMs, people, deps.addressHash)],
    ['contacts', people],
    ['events', events],
    ['attendances', demoAttendances(pick, nowMs, people, events)],
    ['segments', demoSegments()],
    ['templates', demoTemplates()],
    ['campaigns', demoCampaigns(nowMs, deliveries)],
    ['deliveries', deliveries],
    ['opportunities', demoOpportunities(pick, people, ['demo-staff-staff', 'demo-staff-admin'])],
    ['leads', demoLeads(pick, people, [...agents, 'demo-staff-staff'])],
    ['accounts', accounts],
    ['transactions', demoTransactions(pick, accounts, nowMs)],
    ['activities', demoTasks(pick, nowMs, people, 'demo-staff-staff')],
    ['documents', documents.map(({ id, values }) => ({ id, values }))],
  ]
  for (const document of documents) await deps.documents.put(document.key, document.bytes)
  for (const [resource, rows] of everything) await write(deps, resource, rows)
  // Stages name each other, so which follows which is said once all are there.
  const moves = stages.map(({ id, values }) => ({ id, values: { allowedNext: values.allowedNext ?? [] } }))
  await write(deps, 'stages', moves, 'update')
  await write(deps, 'contacts', demoMailStatus(deliveries), 'note')
  await send(deps, 'demo.freezeLetter', { campaignId: sentId })
  const hash = await hashPassword(demoPassword)
  for (const { id } of demoStaff) await send(deps, 'identity.setPassword', { staffId: id, hash, demo: true })
}

const demoSettings: Record<string, Json> = {
  organisation: 'Friends of the Hazel Wood',
  timeZone: 'Europe/London',
  people: { one: 'Member', many: 'Members' },
  senderName: 'Friends of the Hazel Wood',
  senderEmail: 'news@hazelwood.example',
  replyTo: 'office@hazelwood.example',
  postalAddress: '12 Mill Road, York YO1 7HH, United Kingdom',
}

async function write(deps: DemoDeps, resource: string, rows: readonly DemoRow[], op = 'create'): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerCommand) {
    const operations = rows.slice(start, start + rowsPerCommand).map(row => ({ resource, op, ...row }))
    await send(deps, 'system.write', {}, operations as unknown as Json[])
  }
}

async function send(deps: DemoDeps, type: string, input: Json, rows?: Json[]): Promise<void> {
  const { outcome } = await deps.submit({ type, actor: seeder, input }, { waitMs, ...(rows ? { rows } : {}) })
  if (!outcome) throw new Error(`The sample data were not written within ${waitMs / 1000} s.`)
  if (!outcome.ok) throw new Error(`The sample data were refused: ${outcome.problem.message}`)
  const result = outcome.result as { refused?: number; problems?: Json } | undefined
  if (result?.refused) throw new Error(`Sample data were refused: ${JSON.stringify(result.problems).slice(0, 500)}`)
}

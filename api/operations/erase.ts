/**
 * `erase <resource/id>`: a person's right to be forgotten (GDPR, article 17).
 *
 *   find everything that is theirs ─► one commit: gone, address blocked by its hash, remembered as erased
 *        └─► every file written anew without it, old ones removed ─► uploads, mails, documents ─► what others wrote: a list
 *
 * It may be ended at any moment and run again: what is done stays done.
 */
import { type Actor, type AnyResource, at, type Outcome, resourceNamed } from '@dormouse/model'
import { projections } from '../collections.ts'
import { type EraseInput, erase as handler } from '../erasure/command.ts'
import { type Elsewhere, eraseElsewhere } from '../erasure/elsewhere.ts'
import { type Erased, erasedCollection, erasedId } from '../erasure/erased.ts'
import { erasure, type Mention } from '../erasure/redaction.ts'
import { findTraces, type Traces } from '../erasure/traces.ts'
import { commitDirectly } from '../store/direct.ts'
import type { FoldDeps } from '../store/fold.ts'
import { type Redacted, redact } from '../store/redact.ts'
import type { Replica } from '../store/replica.ts'
import type { Plan, View } from '../store/view.ts'
import { isRefused, openBatch } from '../writer/draft.ts'
import { unionOf } from '../writer/needs.ts'
import { type Task, TaskProblem, type Tools, UsageProblem } from './task.ts'
import { count, listed } from './words.ts'

const actor: Actor = { id: 'erase', role: 'system' }
/** Staged payloads older than that were decided, or never will be. */
const decidedAfterMs = 24 * 3_600_000

export const erase: Task = async (tools, { words, options }) => {
  const [name] = words
  const [, resourceName = '', id = ''] = /^([A-Za-z]+)\/([A-Za-z0-9_-]+)$/.exec(name ?? '') ?? []
  const resource = resourceNamed(resourceName)
  if (!resource || words.length > 1)
    throw new UsageProblem('Say whom: npm run store -- erase contacts/<id> [--dry-run] [--texts]')
  const dryRun = options['dry-run'] === true
  const { objects, clock, ids, bar, say } = tools
  const replica = tools.openReplica(objects)
  const deps: FoldDeps = { objects, replica, clock, ids, projections }
  try {
    const start = await whoItIs(replica, resource, id)
    await refuseWhileUnderWay(replica, start.ids)
    const searching = bar('Searching the log')
    await replica.refresh()
    const traces = await findTraces(objects, replica.root, start, searching)
    searching.end()
    if (!traces.found) throw new TaskProblem(`There is no ${resource.name}/${id}, and there never was one.`)
    await remember(deps, resource, start.id, traces, await tools.addressHash(), dryRun)
    const rewriting = bar(dryRun ? 'Reading every file' : 'Writing files anew')
    const redaction = erasure(traces, { texts: options.texts === true })
    const redacted = await redact(deps, redaction, { dryRun, onProgress: rewriting })
    rewriting.end()
    const gone = await eraseElsewhere(placesOf(tools, replica), traces, dryRun)
    report(say, { name: `${resource.name}/${start.id}`, traces, redacted, gone, dryRun })
    await tellMentions(say, replica, redaction.mentions, traces, options.texts !== true)
    return 0
  } finally {
    await replica.close()
  }
}

/** The record that is meant: of a merged duplicate, the person it was merged into. */
async function whoItIs(
  replica: Replica,
  resource: AnyResource,
  id: string,
): Promise<{ resource: string; id: string; ids: string[] }> {
  if (resource.layout) throw new TaskProblem(`${resource.label[1]} can't be erased one by one.`)
  return replica.read({ collections: [resource.name, erasedCollection] }, view => {
    const table = view.table(resource.name)
    const isMergeable = 'mergedFrom' in resource.fields
    const record = table.get(id) ?? (isMergeable ? table.lookup('mergedFrom', id)[0] : undefined)
    const erased = view.table(erasedCollection).get(erasedId(resource.name, id)) as Erased | undefined
    const ids = [record?.id ?? id, ...((record?.mergedFrom as string[] | undefined) ?? []), ...(erased?.ids ?? [])]
    return { resource: resource.name, id: record?.id ?? id, ids: [...new Set(ids)] }
  })
}

/** What would write the person down again while they are being taken out. */
async function refuseWhileUnderWay(replica: Replica, ids: readonly string[]): Promise<void> {
  const open = await replica.read({ collections: ['imports', 'campaigns'] }, view => ({
    isImporting: ['applying', 'undoing'].some(status => view.table('imports').lookup('status', status).length > 0),
    sending: ['preparing', 'sending', 'paused'].flatMap(status =>
      view
        .table('campaigns')
        .lookup('status', status)
        .map(({ id }) => id),
    ),
  }))
  if (open.isImporting)
    throw new TaskProblem('An import is under way, and the person may be in it. Try again when it is done.')
  const partitions = open.sending.map(campaign => ['deliveries', campaign] as const)
  const isOnTheWay = await replica.read({ partitions }, view =>
    open.sending.some(campaign =>
      ids.some(id => view.partition('deliveries', campaign).get(`${campaign}_${id}`)?.state === 'intended'),
    ),
  )
  if (isOnTheWay) throw new TaskProblem('A letter to this person is leaving at this moment. Try again in a minute.')
}

/** The commit: from here on the person is gone for everybody, whatever becomes of the rest. */
async function remember(
  deps: FoldDeps,
  { name }: AnyResource,
  id: string,
  traces: Traces,
  addressHash: (address: string) => string,
  dryRun: boolean,
): Promise<void> {
  const input: EraseInput = {
    resource: name,
    id,
    ids: [...traces.ids],
    records: [...traces.records],
    addresses: [...traces.addresses],
  }
  const command = { id: deps.ids.uuid(deps.clock.nowMs()), type: 'erase', actor, at: '', input: { ...input } }
  const decide = (view: View, now: string): { plan: Plan; outcome: Outcome } => {
    const batch = openBatch(view, now, addressHash)
    const outcome = batch.decide(0, command, draft => handler.decide(draft, command, []))
    return { plan: { commands: [{ id: command.id, actor: actor.id, outcome }], operations: batch.operations }, outcome }
  }
  const needs = unionOf([{ collections: [name, erasedCollection] }, handler.needs(command, [])])
  const mayGo = (outcome: Outcome) => {
    if (isRefused(outcome)) throw new TaskProblem(`${name}/${id} was not erased. ${outcome.problem.message}`)
  }
  if (dryRun) return mayGo(await deps.replica.read(needs, view => decide(view, view.at).outcome))
  await commitDirectly(deps, needs, (view, now) => {
    const { plan, outcome } = decide(view, now)
    mayGo(outcome)
    return plan
  })
}

function placesOf({ objects, exchange, documents, config, clock }: Tools, replica: Replica) {
  return {
    objects,
    exchange,
    documents,
    queueUrl: config.queueUrl,
    mailUrl: config.mailUrl,
    clock,
    async isDecided(commandId: string): Promise<boolean> {
      if (await replica.outcome(commandId, 0)) return true
      for await (const { key, modifiedAt } of exchange.list(`staged/${commandId}.`))
        if (key.startsWith(`staged/${commandId}.`)) return Date.parse(modifiedAt) < clock.nowMs() - decidedAfterMs
      return true
    },
  }
}

interface Done {
  name: string
  traces: Traces
  redacted: Redacted
  gone: Elsewhere
  dryRun: boolean
}

function report(say: Tools['say'], { name, traces, redacted, gone, dryRun }: Done): void {
  const others = traces.records.size - traces.ids.size
  const along = others > 0 ? `, and ${count(others, 'record')} that went with it` : ''
  say(dryRun ? `Would erase ${name}${along.replace('went', 'go')}.` : `Erased ${name}${along}.`)
  say(
    dryRun
      ? `${count(redacted.rewritten, 'file')} of the store would be written anew.`
      : `${count(redacted.rewritten, 'file')} of the store were written anew, ${count(redacted.removed, 'old one')} removed.`,
  )
  const beside = [
    [gone.documents, 'document'],
    [gone.uploads, 'uploaded spreadsheet'],
    [gone.staged, 'staged payload'],
    [gone.mails, 'mail in the outbox', 'mails in the outbox'],
    [gone.quarantined, 'message in quarantine', 'messages in quarantine'],
  ] as const
  const removed = beside.flatMap(([n, one, many]) => (n > 0 ? count(n, one, many) : []))
  if (removed.length > 0) say(`${dryRun ? 'Would also remove' : 'Also removed'}, beside the store: ${listed(removed)}.`)
  if (gone.waiting > 0)
    say(`${count(gone.waiting, 'payload')} of commands that wait for the writer were left. Run this again in a minute.`)
  if (traces.addresses.size > 0 && !dryRun)
    say('Their addresses stay blocked, by a keyed hash that tells nobody what they were.')
  if (!dryRun)
    say(
      'Backups made before still hold them: erase is applied when one is restored, and docs/operations.md says what else to do.',
    )
}

/** What others wrote is theirs to mend: Dormouse says where. */
async function tellMentions(
  say: Tools['say'],
  replica: Replica,
  mentions: readonly Mention[],
  { words }: Traces,
  offersTexts: boolean,
): Promise<void> {
  if (mentions.length === 0) return
  const whole = (name: string) => resourceNamed(name) !== undefined && !resourceNamed(name)?.layout
  const collections = [...new Set(mentions.map(each => each.resource))].filter(whole)
  const lines = await replica.read({ collections }, view =>
    mentions.map(({ resource, id, path }) => {
      const record = whole(resource) ? view.table(resource).get(id) : undefined
      const now = JSON.stringify((record && at(record, path)) ?? null).toLowerCase()
      const isNow = !whole(resource) || [...words].some(word => now.includes(word.toLowerCase()))
      return `  ${resource}/${id}  ${path}${isNow ? '' : ', in its history'}`
    }),
  )
  say('Others wrote about this person. Please look at:')
  for (const line of lines) say(line)
  if (offersTexts)
    say(
      'With --texts, names, addresses and numbers become [erased] where they stand in a text, in its history as well.',
    )
}

/** Makes the tail's entry out of a plan: checks it, says where each record lies, and moves what is large into a log chunk. */
import type { Json, Outcome } from '@dormouse/model'
import type { Ids } from '../ids.ts'
import { packTexts } from './codec.ts'
import type { Specs } from './layout.ts'
import type { ChunkContent } from './log.ts'
import { logKey } from './paths.ts'
import { inlineOperationsBytesMax, inlineOutcomesBytesMax, inlinePackedBytesMax, packableBytesMax } from './root.ts'
import type { Tables } from './tables.ts'
import { tailText } from './tail-text.ts'
import type { CommittedCommand, CommittedOperation, Entry, Plan } from './view.ts'

export interface BuiltEntry {
  entry: Entry
  chunk?: { key: string; body: Uint8Array; content: ChunkContent }
}

/** Results up to here stay in the root whatever else is in the commit. */
const smallOutcomeLengthMax = 200

export async function buildEntry(
  ids: Ids,
  { commands: decided, operations }: Plan,
  sequence: number,
  at: string,
): Promise<BuiltEntry> {
  const texts = operations.map(operation => JSON.stringify(operation))
  const length = texts.reduce((sum, text) => sum + text.length + 1, 0)
  const { commands, spilled } = spill(decided)
  const inline: Entry = { sequence, at, commands, operations }
  if (spilled.size === 0 && fitsInline(inline, length)) return { entry: inline }
  const lines = [
    ...[...spilled].map(([index, outcome]) => JSON.stringify({ _outcome: index, outcome })),
    ...texts.map(text => `{"_sequence":${sequence},${text.slice(1)}`),
  ]
  const body = await packTexts(lines)
  const key = logKey(at, sequence, sequence, ids.nonce())
  const collections = [...new Set(operations.map(operation => operation.on))]
  return {
    entry: { sequence, at, commands, operations: { chunk: key, bytes: body.byteLength, collections } },
    chunk: { key, body, content: { operations, outcomes: spilled } },
  }
}

const fitsInline = (entry: Entry, operationsLength: number): boolean =>
  operationsLength <= inlineOperationsBytesMax ||
  (operationsLength <= packableBytesMax && tailText(entry).length <= inlinePackedBytesMax)

/** The operations with the partitions they belong to; of a record made in this very plan its `put` says so. */
export function placed(tables: Tables, operations: readonly CommittedOperation[]): CommittedOperation[] {
  const made = new Map<string, string>()
  return operations.map(operation => {
    const name = `${operation.on}/${operation.id}`
    const partition = operation.in ?? made.get(name) ?? tables.partitionOf(operation)
    if (partition === undefined) return operation
    if ('put' in operation) made.set(name, partition)
    return { ...operation, in: partition }
  })
}

/** Leaves a stub where results would crowd the root: whether it was done, and to what. */
function spill(commands: Plan['commands']): { commands: CommittedCommand[]; spilled: Map<number, Outcome> } {
  const spilled = new Map<number, Outcome>()
  const lengths = commands.map(({ outcome }) => JSON.stringify(outcome).length)
  if (lengths.reduce((sum, length) => sum + length, 0) <= inlineOutcomesBytesMax) return { commands, spilled }
  const stubs = commands.map((command, index): CommittedCommand => {
    if ((lengths[index] as number) <= smallOutcomeLengthMax) return command
    spilled.set(index, command.outcome)
    return { ...command, outcome: stubOf(command.outcome), spilled: true }
  })
  return { commands: stubs, spilled }
}

const stubOf = (outcome: Outcome): Outcome =>
  outcome.ok
    ? { ok: true, ...(outcome.resource && { resource: outcome.resource }), ...(outcome.id && { id: outcome.id }) }
    : { ok: false, problem: { kind: outcome.problem.kind, message: '' } }

/** What must hold of every plan before it is published. A plan that breaks it is a defect of its planner: it throws. */
export function checkPlan(plan: Plan, messages: readonly { commandId: string }[], specs: Specs): void {
  if (plan.commands.length !== messages.length)
    throw new Error(`${messages.length} messages were decided with ${plan.commands.length} outcomes.`)
  for (const [index, message] of messages.entries())
    if (plan.commands[index]?.id !== message.commandId)
      throw new Error(`Outcome ${index} is not of command ${message.commandId}.`)
  for (const operation of plan.operations) {
    const name = `${operation.on}/${operation.id}`
    const kind = specs.get(operation.on)?.layout.kind
    if (kind === undefined) throw new Error(`${name}: there is no collection ${operation.on}.`)
    if (kind === 'sharded') throw new Error(`${name}: rows of a sharded collection are projected, never written.`)
    if (!plan.commands[operation.by]?.outcome.ok) throw new Error(`${name}: a refused command changes nothing.`)
    if ('put' in operation && operation.put.id !== operation.id) throw new Error(`${name}: its record has another id.`)
    if ('set' in operation) checkChanges(name, operation.set, operation.was)
  }
}

function checkChanges(name: string, set: Record<string, Json>, was: Record<string, Json>): void {
  const paths = Object.keys(set)
  if (paths.length !== Object.keys(was).length || paths.some(path => !Object.hasOwn(was, path)))
    throw new Error(`${name}: what is set and what it was name different paths.`)
  for (const path of paths)
    if (path.split('.').some(step => step === '__proto__' || step === ''))
      throw new Error(`${name}: "${path}" is no path to a field.`)
}

/** The commands that REST routes send: one record made, changed, removed or acted on, or many in one go. */
import {
  type Action,
  type AnyResource,
  type BulkOperation,
  type Command,
  included,
  inputSchema,
  isPlain,
  type Json,
  type Outcome,
  type Refused,
  refuse,
  resourceNamed,
  retagged,
  tagsPathOf,
  validate,
} from '@dormouse/model'
import { z } from 'zod'
import type { Needs, StoredRecord } from '../store/view.ts'
import { invalid } from './accept.ts'
import { isRefused } from './draft.ts'
import type { Draft, Handler } from './handler.ts'
import { jobTaking } from './jobs.ts'
import { needsOf, unionOf } from './needs.ts'
import { may } from './own.ts'
import { createRecord, missing, updateRecord } from './records.ts'
import { deleteRecord } from './removals.ts'
import { rulesOf } from './rules/index.ts'

const resource = z.string().max(100)
const id = z.string().min(1).max(200)
/** As it is: the model's schemas look into it, and want to see what must not be in there. */
const values = z.custom<Record<string, Json>>(isPlain)
const ifVersion = z.number().int().optional()

/** `Input` is what arrived, checked; a wrong one is refused by name and needs nothing. */
function handler<Input>(
  schema: z.ZodType<Input>,
  needs: (input: Input, rows: readonly Json[]) => Needs,
  decide: (draft: Draft, input: Input, rows: readonly Json[], command: Command) => Outcome,
): Handler {
  // What a command needs is asked before it is decided: its input is read once for both.
  const known = new WeakMap<object, z.ZodSafeParseResult<Input>>()
  function read({ input }: Command): z.ZodSafeParseResult<Input> {
    if (typeof input !== 'object' || input === null) return schema.safeParse(input)
    const checked = known.get(input) ?? schema.safeParse(input)
    known.set(input, checked)
    return checked
  }
  return {
    needs(command, rows) {
      const input = read(command)
      return input.success ? needs(input.data, rows) : {}
    },
    decide(draft, command, rows) {
      const input = read(command)
      if (!input.success)
        return refuse('invalid', `This request is malformed: ${z.prettifyError(input.error).slice(0, 300)}`)
      return decide(draft, input.data, rows, command)
    },
  }
}

const create = handler(
  z.object({ resource, id, values }),
  input => needsOf(input.resource, { verbs: ['write'] }),
  (draft, input) => outcomeOf(input.resource, createRecord(draft, input.resource, input.id, input.values)),
)

const update = handler(
  z.object({ resource, id, patch: values, ifVersion }),
  input => needsOf(input.resource, { verbs: ['write'] }),
  (draft, input) =>
    outcomeOf(input.resource, updateRecord(draft, input.resource, input.id, input.patch, input.ifVersion)),
)

const remove = handler(
  z.object({ resource, id, ifVersion }),
  input => needsOf(input.resource, { ids: [input.id] }),
  (draft, input) => {
    const gone = deleteRecord(draft, input.resource, input.id, input.ifVersion)
    const job = isRefused(gone) ? undefined : jobTaking(draft, input.resource, input.id)
    return job ? { ok: true, resource: 'jobs', id: job.id } : outcomeOf(input.resource, gone)
  },
)

export const operation = z.discriminatedUnion('op', [
  z.object({ op: z.literal('create'), id, values }),
  z.object({ op: z.literal('update'), id, patch: values, ifVersion }),
  z.object({ op: z.literal('delete'), id }),
  z.object({ op: z.literal('tag'), id, add: z.array(z.string()), remove: z.array(z.string()) }),
])
/** As many as a staged payload may carry. */
const operations = z.array(operation).max(5_000)

/** Each operation stands for itself: `result.outcomes` says of each, in order, what became of it. */
const bulk = handler(
  z.object({ resource, operations: operations.optional() }),
  (input, rows) => {
    const asked = operations.safeParse(rows.length > 0 ? rows : input.operations).data ?? []
    const gone = asked.filter(({ op }) => op === 'delete').map(each => each.id)
    return needsOf(input.resource, { verbs: gone.length > 0 ? ['write', 'delete'] : ['write'], ids: gone })
  },
  (draft, input, rows) => {
    const asked = operations.safeParse(rows.length > 0 ? rows : input.operations)
    if (!asked.success)
      return refuse('invalid', `This request is malformed: ${z.prettifyError(asked.error).slice(0, 300)}`)
    const outcomes = asked.data.map(each => {
      const written = draft.attempt(() => perform(draft, input.resource, each))
      return isRefused(written) ? { id: each.id, ...written } : { id: each.id, ok: true }
    })
    return { ok: true, resource: input.resource, result: { outcomes: outcomes as unknown as Json } }
  },
)

export function perform(draft: Draft, name: string, each: BulkOperation): StoredRecord | Refused {
  if (each.op === 'create') return createRecord(draft, name, each.id, each.values)
  if (each.op === 'update') return updateRecord(draft, name, each.id, each.patch, each.ifVersion)
  if (each.op === 'tag') return tag(draft, name, each)
  return deleteRecord(draft, name, each.id)
}

function tag(draft: Draft, name: string, { id, add, remove }: Extract<BulkOperation, { op: 'tag' }>) {
  const path = tagsPathOf(resourceNamed(name))
  const held = path && draft.table(name).get(id)?.[path]
  if (!path) return refuse('invalid', 'These records have no tags.')
  return updateRecord(draft, name, id, { [path]: retagged((held ?? []) as string[], add, remove) })
}

const act = handler(
  z.object({ resource, id, action: z.string().max(100), input: z.unknown() }),
  ({ resource: name, id: recordId, action, input }) => {
    const rule = ruleOf(name, action)
    const own = resourceNamed(name)?.layout ? {} : needsOf(name, { verbs: ['write'] })
    return rule ? unionOf([own, rule.needs?.((input ?? {}) as Json, recordId) ?? {}]) : {}
  },
  (draft, { resource: name, id: recordId, action, input }, _rows, command) => {
    const declared = resourceNamed(name)
    const rule = ruleOf(name, action)
    // Find.
    const record = declared && rule && readable(draft, declared, recordId)
    if (!record) return missing()
    // Authorise.
    const asked = declared.actions?.[action] as Action
    if (!included(asked.access, draft.actor.role)) return refuse('forbidden', `You may not do this: ${asked.label}.`)
    // Validate, then the action's own rule decides.
    const checked = validate<Record<string, Json>>(inputSchema(asked.input), input ?? {})
    return checked.ok ? rule.decide(draft, record, checked.value, command) : invalid(checked.errors)
  },
)

function ruleOf(name: string, action: string) {
  const declared = resourceNamed(name)?.actions ?? {}
  const rules = rulesOf(name)?.actions ?? {}
  return Object.hasOwn(declared, action) && Object.hasOwn(rules, action) ? rules[action] : undefined
}

/** A record that the actor may read, wherever its resource keeps it. */
function readable(draft: Draft, declared: AnyResource, recordId: string): StoredRecord | undefined {
  const find = rulesOf(declared.name)?.find
  if (find) return find(draft, recordId)
  if (declared.layout) return undefined
  const record = draft.table(declared.name).get(recordId)
  return record && may(draft, 'read', declared, record) ? record : undefined
}

const outcomeOf = (name: string, written: StoredRecord | Refused): Outcome =>
  isRefused(written) ? written : { ok: true, resource: name, id: written.id }

export const restHandlers: Record<string, Handler> = { create, update, delete: remove, bulk, act }

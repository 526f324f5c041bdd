/**
 * Many records at once. Operations one by one are one command; one operation for everything that a filter finds may be
 * thousands, and is a large change then: answered with 202, made in steps, watched at `/api/jobs/{id}`.
 */
import { type AnyResource, type Json, tagsPathOf } from '@dormouse/model'
import { stage } from '../command/staged.ts'
import { commandIdOf } from '../command/submit.ts'
import { readPage } from '../read/pages.ts'
import type { Row } from '../read/shown.ts'
import { objectBody } from './body.ts'
import { problem } from './problems.ts'
import type { ResourceDeps } from './resources.ts'
import { type Answer, type Call, ProblemError } from './route.ts'
import { mayAtAll } from './seen.ts'
import { send } from './submitting.ts'
import { idOf, withoutId } from './write.ts'

type Values = Record<string, Json>

/** Of one command. */
const operationsMax = 1_000
/** Records that one step of a large change names. */
const stepRows = 500
const chosenMax = 200_000

export async function bulk(resource: AnyResource, call: Call, deps: ResourceDeps): Promise<Answer> {
  const { operations, filter, operation, ...rest } = objectBody(call.body)
  noMore(rest)
  if (filter !== undefined || operation !== undefined) return changeAll(resource, { filter, operation }, call, deps)
  mayAtAll(resource, 'write', call.actor)
  if (!Array.isArray(operations) || operations.length === 0 || operations.length > operationsMax)
    throw problem('invalid', `"operations" must be a list of 1 to ${operationsMax} operations.`)
  const input = {
    resource: resource.name,
    operations: operations.map((each, at) => operationOf(resource, each, at, deps)),
  }
  return send('bulk', input, { resource, call, deps, sent: {} })
}

const operationKeys: Record<string, readonly string[]> = {
  create: ['op', 'id', 'values'],
  update: ['op', 'id', 'patch', 'ifVersion'],
  delete: ['op', 'id'],
  tag: ['op', 'id', 'add', 'remove'],
}

/** The shape alone: whether the values fit is said operation by operation, by the writer. */
function operationOf(resource: AnyResource, operation: Json, at: number, deps: ResourceDeps): Values {
  const body = isObject(operation) ? operation : {}
  const keys = operationKeys[String(body.op)]
  if (!keys) throw problem('invalid', `Operation ${at + 1}: "op" must be create, update, delete or tag.`)
  const unknown = Object.keys(body).find(key => !keys.includes(key))
  if (unknown !== undefined) throw problem('invalid', `Operation ${at + 1}: there is no "${unknown}" in ${body.op}.`)
  if (body.op !== 'create' && typeof body.id !== 'string')
    throw problem('invalid', `Operation ${at + 1}: "id" is missing.`)
  const content = body.op === 'create' ? 'values' : body.op === 'update' ? 'patch' : undefined
  if (content && !isObject(body[content]))
    throw problem('invalid', `Operation ${at + 1}: "${content}" must be an object.`)
  if (body.op === 'tag') return { ...operationFor(resource, withoutId(body))(body), id: body.id as Json }
  if (body.op !== 'create') return body
  return { ...body, id: idOf(body.id) ?? deps.ids.uuid(deps.clock.nowMs()) }
}

interface Wish {
  filter: Json | undefined
  operation: Json | undefined
}

/** `{filter, operation}`: which records these are is decided now; what may be done to each of them, when it is done. */
async function changeAll(resource: AnyResource, wish: Wish, call: Call, deps: ResourceDeps): Promise<Answer> {
  const { actor } = call
  if (!isObject(wish.filter)) throw problem('invalid', '"filter" must be an object, as a list takes it.')
  const toOperation = operationFor(resource, wish.operation)
  mayAtAll(resource, isObject(wish.operation) && wish.operation.op === 'delete' ? 'delete' : 'write', actor)
  const asking = { resource, actor, nowMs: deps.clock.nowMs(), whole: true }
  const found = await readPage(deps, asking, { filter: JSON.stringify(wish.filter), sort: '["id","ASC"]' })
  if (!found.ok) throw new ProblemError(found.problem)
  const { rows } = found.page
  if (rows.length > chosenMax)
    throw problem('invalid', `These are more than ${chosenMax} records. Choose fewer at a time.`)
  const operations = rows.map(toOperation)
  if (operations.length <= operationsMax)
    return send('bulk', { resource: resource.name, operations }, { resource, call, deps, sent: {} })
  const key = call.header('idempotency-key')
  const jobId = key === undefined ? deps.ids.uuid(deps.clock.nowMs()) : commandIdOf(actor.id, key).slice(0, 32)
  // Staged before the job begins: whatever is killed here leaves files that nobody asks for, and no change.
  for (let from = 0, step = 1; from < operations.length; from += stepRows, step++)
    await stage(deps.exchange, `${jobId}-${step}`, operations.slice(from, from + stepRows))
  const input = { jobId, resource: resource.name, total: operations.length }
  return send('job.begin', input, { resource, call, deps, sent: {} })
}

function operationFor(resource: AnyResource, operation: Json | undefined): (row: Row) => Values {
  const { op, ...rest } = isObject(operation) ? operation : {}
  const { patch, add = [], remove = [], ...more } = rest as Record<string, Json>
  noMore(more)
  if (op === 'delete') return ({ id }) => ({ op, id: id as Json })
  if (op === 'update' && isObject(patch)) return ({ id }) => ({ op, id: id as Json, patch })
  if (op === 'tag' && tagsPathOf(resource) && isWords(add) && isWords(remove))
    return ({ id }) => ({ op, id: id as Json, add, remove })
  throw problem('invalid', '"operation" is {op: "update", patch}, {op: "delete"} or {op: "tag", add, remove}.')
}

const isObject = (value: Json | undefined): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isWords = (value: Json): value is string[] =>
  Array.isArray(value) && value.every(word => typeof word === 'string')

function noMore(rest: Values): void {
  const [key] = Object.keys(rest)
  if (key !== undefined)
    throw problem('invalid', `There is no "${key}" here.`, { errors: { [key]: 'There is no such field.' } })
}

/**
 * Changing records over REST. Each of these checks what can be checked without the newest state (so that a typing mistake
 * costs no commit), sends one command, waits for its outcome and answers with the record as it stands then. The writer
 * decides again, on the state that counts.
 */
import {
  type AnyResource,
  changes,
  createSchema,
  included,
  inputSchema,
  type Json,
  patchSchema,
  resourceNamed,
  validate,
} from '@dormouse/model'
import { clientIdPattern } from '../ids.ts'
import { recordOfChange } from '../read/changes.ts'
import { objectBody } from './body.ts'
import { missing, problem } from './problems.ts'
import type { ResourceDeps } from './resources.ts'
import type { Answer, Call } from './route.ts'
import { mayAtAll, mustSee, propertiesFor } from './seen.ts'
import { send, versionOf } from './submitting.ts'

type Values = Record<string, Json>

export async function create(resource: AnyResource, call: Call, deps: ResourceDeps): Promise<Answer> {
  mayAtAll(resource, 'write', call.actor)
  const body = objectBody(call.body)
  const id = idOf(body.id) ?? deps.ids.uuid(deps.clock.nowMs())
  const properties = await propertiesFor(resource, deps)
  mustFit(validate(createSchema(resource, properties), body))
  const values = withoutId(body)
  const input = { resource: resource.name, id, values }
  return send('create', input, { resource, call, deps, status: 201, sent: { ...values, id } })
}

export async function update(resource: AnyResource, call: Call, deps: ResourceDeps): Promise<Answer> {
  mayAtAll(resource, 'write', call.actor)
  const { id = '' } = call.params
  const body = objectBody(call.body)
  if (body.id !== undefined && body.id !== id)
    throw problem('invalid', 'The id in the body is not the one in the address.', {
      errors: { id: 'This is another id.' },
    })
  const { properties } = await mustSee(resource, id, call.actor, deps)
  mustFit(validate(patchSchema(resource, properties), body))
  const patch = withoutId(body)
  const input = { resource: resource.name, id, patch, ...versionOf(call) }
  return send('update', input, { resource, call, deps, sent: { ...patch, id } })
}

export async function remove(resource: AnyResource, call: Call, deps: ResourceDeps): Promise<Answer> {
  mayAtAll(resource, 'delete', call.actor)
  const { id = '' } = call.params
  const { shown } = await mustSee(resource, id, call.actor, deps)
  const input = { resource: resource.name, id, ...versionOf(call) }
  return send('delete', input, { resource, call, deps, sent: { id }, removed: shown })
}

export async function act(resource: AnyResource, action: string, call: Call, deps: ResourceDeps): Promise<Answer> {
  const input = actionInput(resource, action, call)
  const { id = '' } = call.params
  await mustSee(resource, id, call.actor, deps)
  return send('act', { resource: resource.name, id, action, input }, { resource, call, deps, sent: {} })
}

/** What an action is asked with, by somebody who may do it, in the form that is declared. Routes by hand ask this too. */
export function actionInput(resource: AnyResource, action: string, call: Call): Values {
  const declared = resource.actions?.[action]
  if (!declared) throw missing()
  if (!included(declared.access, call.actor.role)) throw problem('forbidden', 'You may not do this.')
  const body = objectBody(call.body ?? {})
  mustFit(validate(inputSchema(declared.input), body))
  return body
}

/** "Put it back": an ordinary update of the field to what it was, with its own row in the history. */
export async function putBack(call: Call, deps: ResourceDeps): Promise<Answer> {
  const { id = '' } = call.params
  const place = recordOfChange(id)
  const resource = place && resourceNamed(place.resource)
  if (!place || !resource) throw missing()
  const { hidden } = await mustSee(resource, place.recordId, call.actor, deps)
  const { shown } = await mustSee(changes, id, call.actor, deps)
  if (typeof shown.field === 'string' && hidden.includes(shown.field)) throw missing()
  mayAtAll(resource, 'write', call.actor)
  const input = { resource: changes.name, id, action: 'restore', input: actionInput(changes, 'restore', call) }
  return send('act', input, { resource, call, deps, sent: {} })
}

export function idOf(id: Json | undefined): string | undefined {
  if (id === undefined || id === null) return undefined
  if (typeof id === 'string' && clientIdPattern.test(id)) return id
  const sentence = 'An id is up to 64 letters, digits and hyphens.'
  throw problem('invalid', sentence, { errors: { id: sentence } })
}

export function withoutId({ id: _id, ...values }: Values): Values {
  return values
}

function mustFit(checked: ReturnType<typeof validate>): void {
  if (checked.ok) return
  const [sentence = 'The body cannot be taken.'] = Object.values(checked.errors)
  throw problem('invalid', sentence, { errors: checked.errors })
}

/** Sends one command for a request and turns what comes back, or does not come back in time, into the answer. */
import { createHash } from 'node:crypto'
import type { AnyResource, Json } from '@dormouse/model'
import { isoOf } from '../clock.ts'
import { commandIdOf } from '../command/submit.ts'
import { answerTo } from './outcomes.ts'
import { problem } from './problems.ts'
import type { ResourceDeps } from './resources.ts'
import type { Answer, Call } from './route.ts'

type Values = Record<string, Json>

/** After this somebody is told that saving takes longer than usual. */
const waitMsMax = 8_000
/** What a person waits for is not done hours later: longer than the queue's visibility time-out, shorter than patience. */
const expiresAfterMs = 300_000
const keyLengthMax = 200

export interface Sending {
  resource: AnyResource
  call: Call
  deps: ResourceDeps
  /** What the 202 repeats. */
  sent: Values
  status?: number
  removed?: Values
}

export async function send(type: string, input: Values, sending: Sending): Promise<Answer> {
  const { call, deps, resource, status, removed } = sending
  const { actor } = call
  const key = call.header('idempotency-key')
  if (key !== undefined && (key === '' || key.length > keyLengthMax))
    throw problem('invalid', `An Idempotency-Key has 1 to ${keyLengthMax} characters.`)
  const command = {
    type,
    actor,
    input,
    expiresAt: isoOf(deps.clock.nowMs() + expiresAfterMs),
    ...(key === undefined ? {} : { id: commandIdOf(actor.id, key), fingerprint: fingerprintOf(type, input, sending) }),
  }
  const { id, outcome, sequence } = await deps.submit(command, { waitMs: waitMsMax })
  if (!outcome) return pending(id, sending)
  if (command.fingerprint !== undefined && outcome.fingerprint !== command.fingerprint)
    throw problem('conflict', 'This Idempotency-Key was used for something else.')
  return answerTo(outcome, sequence, { reader: deps.reader, actor, resource, status, removed })
}

/** What was asked under an Idempotency-Key: a repetition is the same method, address and body. */
const fingerprintOf = (
  type: string,
  { action = null }: Values,
  { resource, call: { params, body } }: Sending,
): string =>
  createHash('sha256')
    .update(JSON.stringify([type, resource.name, action, params, body as Json]))
    .digest('base64url')

function pending(commandId: string, { sent }: Sending): Answer {
  return {
    status: 202,
    headers: { Location: `/api/commands/${encodeURIComponent(commandId)}`, 'Retry-After': '1' },
    body: { ...sent, id: sent.id ?? commandId, pending: true },
  }
}

/** `If-Match: "3"` → the version that the caller has read. */
export function versionOf(call: Call): { ifVersion?: number } {
  const tag = call.header('if-match')
  if (tag === undefined || tag.trim() === '*') return {}
  const version = /^\s*(?:W\/)?"?(\d{1,15})"?\s*$/.exec(tag)?.[1]
  if (version === undefined) throw problem('invalid', 'If-Match must be the version of the record, like "3".')
  return { ifVersion: Number(version) }
}

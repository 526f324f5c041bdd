/**
 * Messages become commands. What cannot be read is poison: it gets a committed refusal (and a copy in quarantine), so
 * that one bad message never blocks the group. Trouble with the staging folder is not the message's fault and throws.
 */
import { type Command, type Json, roles } from '@dormouse/model'
import { z } from 'zod'
import type { ReceivedMessage } from '../command/queue.ts'
import { stagedRowsMax, unstage } from '../command/staged.ts'
import type { ObjectStore } from '../store/objects.ts'

/** Rule 4 of the store: larger payloads are staged first. */
export const messageBytesMax = 64 * 1024

/** `poison` ends the sentence "This could not be done: ...". */
export type Read = { command: Command; rows: readonly Json[] } | { poison: string }

const text = z.string().min(1).max(200)
const envelope = z.object({
  id: text,
  type: text,
  actor: z.object({ id: text, role: z.enum([...roles, 'system']), name: z.string().max(200).optional() }),
  at: z.iso.datetime(),
  expiresAt: z.iso.datetime().optional(),
  fingerprint: text.optional(),
  // Already JSON; each handler reads its own shape.
  input: z.unknown(),
  staged: z
    .string()
    .regex(/^staged\/[A-Za-z0-9._-]{1,200}$/)
    .optional(),
  inputStaged: z.literal(true).optional(),
})

export async function readMessage(message: ReceivedMessage, staging: ObjectStore): Promise<Read> {
  if (Buffer.byteLength(message.body) > messageBytesMax) return { poison: 'it is larger than 64 KB' }
  let body: unknown
  try {
    body = JSON.parse(message.body)
  } catch {
    return { poison: 'it is not JSON' }
  }
  const parsed = envelope.safeParse(body)
  if (!parsed.success) return { poison: `it is no command: ${z.prettifyError(parsed.error).slice(0, 300)}` }
  if (parsed.data.id !== message.commandId) return { poison: 'it travels under the id of another command' }
  const unstaged = await unstage(staging, { ...parsed.data, input: (parsed.data.input ?? null) as Json })
  if (unstaged.kind === 'unreadable') return { poison: 'what it carries is gone or damaged' }
  if (unstaged.rows.length > stagedRowsMax) return { poison: `it carries more than ${stagedRowsMax} rows` }
  return { command: unstaged.command, rows: unstaged.rows }
}

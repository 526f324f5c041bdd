/**
 * What the writer does for the sign-in. Passwords never travel: commands carry hashes. `actor` is `sign-in` (the product
 * itself) where nobody is signed in yet; the API has checked the password or the invitation's token before it asks.
 */
import { type Command, type Json, type Role, refuse, roles } from '@dormouse/model'
import { z } from 'zod'
import { isoOf } from '../clock.ts'
import type { Needs, StoredRecord } from '../store/view.ts'
import { isRefused } from '../writer/draft.ts'
import type { Draft, Handler } from '../writer/handler.ts'
import { needsOf, unionOf } from '../writer/needs.ts'
import { createRecord, updateRecord } from '../writer/records.ts'
import { note } from './notes.ts'
import { blankCredentials, type Credentials, credentials } from './records.ts'
import { mayManage } from './roles.ts'
import { seenEveryMs } from './seen.ts'

const staffId = z.string().min(1).max(200)
const hash = z.string().min(1).max(500)
const time = z.iso.datetime()

/** `input` is checked first: a wrong one is a fault of ours, and refused as such. */
function handler<I>(
  schema: z.ZodType<I>,
  decide: (draft: Draft, input: I, command: Command) => ReturnType<Handler['decide']>,
  more: () => Needs = () => ({}),
): Handler {
  return {
    needs: () => unionOf([{ collections: ['staff', 'credentials', 'sessions', 'logs'] }, more()]),
    decide(draft, command) {
      const input = schema.safeParse(command.input)
      if (!input.success)
        return refuse('invalid', `This command of the sign-in is malformed: ${z.prettifyError(input.error)}`)
      return decide(draft, input.data, command)
    },
  }
}

/** For what only the product itself may ask: nobody signs in as somebody else by way of a command. */
function ofSystem<I>(
  schema: z.ZodType<I>,
  decide: (draft: Draft, input: I) => ReturnType<Handler['decide']>,
  more?: () => Needs,
) {
  return handler(
    schema,
    (draft, input) =>
      draft.actor.role === 'system' ? decide(draft, input) : refuse('forbidden', 'You may not do this.'),
    more,
  )
}

const signIn = ofSystem(
  z.object({ staffId, sessionId: staffId, expiresAt: time, demo: z.boolean(), from: z.string().max(100) }),
  (draft, { staffId, sessionId, ...session }) => {
    const staff = draft.table('staff').get(staffId)
    if (staff?.active !== true) return refuse('forbidden', 'This account has been switched off.')
    const sessions = draft.table('sessions')
    for (const each of sessions.lookup('staffId', staffId))
      if (String(each.expiresAt) <= draft.now) sessions.remove(each.id)
    sessions.create(sessionId, { staffId, ...session })
    const held = heldBy(draft, staffId)
    if (held.failures > 0) keep(draft, staffId, { ...held, failures: 0, lockedUntil: null })
    seenNow(draft, staff)
    note(draft, { what: 'sign_in', about: { staffId }, from: session.from, subject: staffId, actor: staffId })
    return { ok: true }
  },
)

const signOut = ofSystem(z.object({ sessionId: staffId }), (draft, { sessionId }) => {
  if (draft.table('sessions').get(sessionId)) draft.table('sessions').remove(sessionId)
  return { ok: true }
})

const seen = ofSystem(z.object({ staffId }), (draft, { staffId }) => {
  const staff = draft.table('staff').get(staffId)
  if (staff) seenNow(draft, staff)
  return { ok: true }
})

function seenNow(draft: Draft, staff: StoredRecord): void {
  const seenMs = Date.parse(String(staff.lastSeenAt ?? '')) || 0
  if (Date.parse(draft.now) - seenMs >= seenEveryMs)
    draft.table('staff').set(staff.id, { lastSeenAt: draft.now }, { quiet: true })
}

const refused = ofSystem(
  z.object({ staffId: staffId.nullable(), from: z.string().max(100), count: z.number().int().positive() }),
  (draft, { staffId, from, count }) => {
    const about: Record<string, Json> = staffId ? { staffId } : {}
    note(draft, { what: 'sign_in_refused', about, from, subject: staffId ?? from, count })
    return { ok: true }
  },
)

const lock = ofSystem(
  z.object({ staffId, untilMs: z.number().int().positive(), failures: z.number().int().positive() }),
  (draft, { staffId, untilMs, failures }) => {
    const lockedUntil = isoOf(untilMs)
    keep(draft, staffId, { ...heldBy(draft, staffId), failures, lockedUntil })
    return { ok: true }
  },
)

/** Changes one's own password (`keepSession` stays signed in), or sets anybody's when the product itself asks. */
const setPassword = handler(
  z.object({ staffId, hash, keepSession: z.string().nullable().optional(), demo: z.boolean().optional() }),
  (draft, { staffId, hash, keepSession, demo }) => {
    if (draft.actor.role !== 'system' && draft.actor.id !== staffId)
      return refuse('forbidden', 'Only the person themselves may change this password.')
    if (!draft.table('staff').get(staffId)) return refuse('missing', 'There is no such member of staff.')
    keep(draft, staffId, { ...blankCredentials, hash, demo: demo ?? false })
    endSessions(draft, staffId, keepSession ?? undefined)
    return { ok: true }
  },
)

const setUp = ofSystem(
  z.object({
    staffId,
    name: z.string().trim().min(1).max(120),
    email: z.string().max(320),
    organisation: z.string().trim().max(200).optional(),
    hash: hash.nullable(),
  }),
  (draft, { staffId, name, email, organisation, hash }) => {
    if (draft.table('staff').size > 0) return refuse('refused', 'There is an account already: sign in with it.')
    const values = { name, email, role: 'root', active: true }
    const made = createRecord(draft, 'staff', staffId, values)
    if (isRefused(made)) return made
    keep(draft, staffId, { ...blankCredentials, hash })
    if (organisation) {
      const named = updateRecord(draft, 'settings', 'settings', { organisation })
      if (isRefused(named)) return named
    }
    return { ok: true, resource: 'staff', id: staffId }
  },
  // Both are written like any record, with everything that is checked and kept along with it.
  () => unionOf([needsOf('staff', { verbs: ['write'] }), needsOf('settings', { verbs: ['write'] })]),
)

const invite = handler(z.object({ staffId, hash, expiresAt: time }), (draft, { staffId, hash, expiresAt }) => {
  const staff = draft.table('staff').get(staffId)
  if (!staff) return refuse('missing', 'There is no such member of staff.')
  if (!mayManage(draft.actor.role, roleOf(staff))) return refuse('forbidden', 'You may not invite this person.')
  if (staff.active !== true) return refuse('refused', 'This account is switched off: switch it on first.')
  keep(draft, staffId, { ...heldBy(draft, staffId), invitation: { hash, expiresAt } })
  draft.table('staff').set(staffId, { invitedAt: draft.now }, { quiet: true })
  return { ok: true, resource: 'staff', id: staffId }
})

const accept = ofSystem(z.object({ staffId, tokenHash: hash, hash }), (draft, { staffId, tokenHash, hash }) => {
  const { invitation } = heldBy(draft, staffId)
  if (
    invitation?.hash !== tokenHash ||
    invitation.expiresAt <= draft.now ||
    draft.table('staff').get(staffId)?.active !== true
  )
    return refuse('refused', 'This invitation has been used or is too old. Ask for a new one.')
  // A sample account that somebody gave a password of their own is an ordinary one from then on.
  keep(draft, staffId, { ...blankCredentials, hash })
  endSessions(draft, staffId)
  return { ok: true, resource: 'staff', id: staffId }
})

/** Somebody took a list away as a file. They say so themselves: it is their own entry and nobody else's. */
const exported = handler(
  z.object({ resource: z.string().max(100), rows: z.number().int().nonnegative(), from: z.string().max(100) }),
  (draft, { resource, rows, from }) => {
    note(draft, { what: 'exported', about: { resource, rows }, from, subject: `${draft.actor.id} ${resource}` })
    return { ok: true }
  },
)

export const identityHandlers: Record<string, Handler> = {
  'identity.signIn': signIn,
  'identity.signOut': signOut,
  'identity.seen': seen,
  'identity.refused': refused,
  'identity.lock': lock,
  'identity.setPassword': setPassword,
  'identity.setUp': setUp,
  'identity.invite': invite,
  'identity.accept': accept,
  'identity.exported': exported,
}

function heldBy(draft: Draft, staffId: string): Credentials {
  return credentials.safeParse(draft.table('credentials').get(staffId)).data ?? blankCredentials
}

function keep(draft: Draft, staffId: string, held: Credentials): void {
  const table = draft.table('credentials')
  if (table.get(staffId)) table.set(staffId, { ...held }, { quiet: true })
  else table.create(staffId, { ...held })
}

function endSessions(draft: Draft, staffId: string, except?: string): void {
  const sessions = draft.table('sessions')
  for (const each of [...sessions.lookup('staffId', staffId)]) if (each.id !== except) sessions.remove(each.id)
}

const roleOf = (staff: StoredRecord): Role => roles.find(role => role === staff.role) ?? 'root'

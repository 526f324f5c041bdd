/**
 * Local accounts as the sign-in pages use them: signing in and out, the first account of an empty installation, invitations,
 * changing a password. Everything that lasts goes through commands (`handlers.ts`); what fails costs the writer next to nothing.
 */
import { createHash, randomBytes } from 'node:crypto'
import {
  type Actor,
  type Command,
  type Json,
  normaliseEmail,
  type Outcome,
  type Problem,
  type Role,
} from '@dormouse/model'
import { isoOf } from '../clock.ts'
import type { Caller, Deps, Submit } from '../deps.ts'
import type { StoredRecord } from '../store/view.ts'
import { openLockout } from './lockout.ts'
import { hashPassword, isPassword, nobodysHash, passwordProblem } from './passwords.ts'
import { type Credentials, credentials } from './records.ts'
import { refusedSignIns } from './refusals.ts'
import { sessionMs, type Tokens } from './tokens.ts'

export interface User {
  id: string
  name: string
  email: string
  role: Role
}

export interface SignedIn {
  token: string
  user: User
}

/** `retrySeconds`: too many tries. */
export type Refusal = { problem: Problem; status?: number; retrySeconds?: number }
export type Answer<T> = { ok: true; value: T } | ({ ok: false } & Refusal)

export interface Accounts {
  options(from: Caller): Promise<{ setUp: boolean; demo: boolean }>
  signIn(email: string, password: string, from: Caller): Promise<Answer<SignedIn>>
  signOut(token: string): Promise<void>
  changePassword(actor: Actor, token: string, current: string, next: string): Promise<Answer<null>>
  /** Makes the first root account; refused as soon as anybody is on the staff. */
  setUp(
    first: { organisation: string; name: string; email: string; password: string },
    from: Caller,
  ): Promise<Answer<SignedIn>>
  /** A token that lets a member of staff choose a password, once, within a week. */
  invite(actor: Actor, staffId: string): Promise<Answer<{ token: string; expiresAt: string }>>
  accept(token: string, password: string, from: Caller): Promise<Answer<SignedIn>>
}

type AccountsDeps = Pick<Deps, 'reader' | 'submit' | 'clock' | 'ids' | 'log'> & { tokens: Tokens }

const invitationMs = 7 * 24 * 3_600_000
const system: Actor = { id: 'sign-in', role: 'system' }
const wrong: Refusal = {
  problem: { kind: 'forbidden', message: 'The e-mail address or the password is not right.' },
  status: 401,
}
const notHere: Refusal = {
  problem: { kind: 'forbidden', message: 'The sample accounts work on the machine itself only: open this page there.' },
}

export function openAccounts(deps: AccountsDeps): Accounts {
  const { reader, clock, ids, tokens } = deps
  const lockout = openLockout(clock)
  const refused = refusedSignIns(deps)
  const send = sender(deps.submit)

  const accountOf = (email: string) =>
    reader.read({ collections: ['staff', 'credentials'] }, view => {
      for (const staff of view.table('staff').values())
        if (normaliseEmail(String(staff.email ?? '')) === email)
          return { staff, held: heldBy(view.table('credentials').get(staff.id)) }
      return undefined
    })

  async function open(staff: StoredRecord, demo: boolean, from: Caller): Promise<Answer<SignedIn>> {
    const user = {
      id: staff.id,
      name: String(staff.name ?? ''),
      email: String(staff.email ?? ''),
      role: staff.role as Role,
    }
    const sessionId = ids.uuid(clock.nowMs())
    const expiresMs = clock.nowMs() + sessionMs
    const input = { staffId: staff.id, sessionId, expiresAt: isoOf(expiresMs), demo, from: from.address }
    const outcome = await send('identity.signIn', system, input)
    if (!outcome.ok) return { ok: false, problem: outcome.problem }
    const token = await tokens.sign({ staffId: staff.id, sessionId, role: user.role, expiresMs })
    return { ok: true, value: { token, user } }
  }

  return {
    options: from =>
      reader.read({ collections: ['staff', 'credentials'] }, view => {
        const setUp = view.table('staff').size === 0
        const isDemo = () => [...view.table('credentials').values()].some(each => each.demo === true)
        return { setUp, demo: from.loopback && !setUp && isDemo() }
      }),

    async signIn(typed, password, from) {
      const email = normaliseEmail(typed) ?? typed.trim().toLowerCase().slice(0, 320)
      const account = await accountOf(email)
      if (account?.held?.lockedUntil)
        lockout.restore(email, account.held.failures, Date.parse(account.held.lockedUntil))
      const waitMs = lockout.waitMs(email)
      if (waitMs > 0) return tooMany(waitMs)
      // The same work whether or not there is such an account, so that the time tells nothing.
      const isRight = await isPassword(password, account?.held?.hash ?? nobodysHash)
      // Others may have failed meanwhile: guessing many at once gains nothing over guessing one after another.
      const lockedMs = lockout.waitMs(email)
      if (lockedMs > 0) return tooMany(lockedMs)
      if (!account?.held?.hash || !isRight || account.staff.active !== true) {
        const lock = lockout.failed(email)
        if (lock && account)
          await send('identity.lock', system, { staffId: account.staff.id, ...lock }, { wait: false })
        await refused(account?.staff.id, from)
        return { ok: false, ...wrong }
      }
      if (account.held.demo && !from.loopback) return { ok: false, ...notHere }
      lockout.succeeded(email)
      return open(account.staff, account.held.demo, from)
    },

    async signOut(token) {
      const claims = await tokens.verify(token)
      if (claims) await send('identity.signOut', system, { sessionId: claims.sessionId })
    },

    async changePassword(actor, token, current, next) {
      const claims = await tokens.verify(token)
      const account = await reader.read({ collections: ['staff', 'credentials'] }, view => ({
        email: String(view.table('staff').get(actor.id)?.email ?? ''),
        held: heldBy(view.table('credentials').get(actor.id)),
      }))
      const waitMs = lockout.waitMs(actor.id)
      if (waitMs > 0) return tooMany(waitMs)
      if (!account.held?.hash || !(await isPassword(current, account.held.hash))) {
        lockout.failed(actor.id)
        return badField('current', 'That is not your present password.')
      }
      const problem = passwordProblem(next, account.email)
      if (problem) return badField('password', problem)
      lockout.succeeded(actor.id)
      const input = { staffId: actor.id, hash: await hashPassword(next), keepSession: claims?.sessionId ?? null }
      return answerOf(await send('identity.setPassword', actor, input), null)
    },

    async setUp({ organisation, name, email, password }, from) {
      // Whoever comes first becomes root, so nobody may come from elsewhere.
      if (!from.loopback)
        return {
          ok: false,
          problem: { kind: 'forbidden', message: 'Make the first account on the machine Dormouse runs on.' },
        }
      const address = normaliseEmail(email)
      if (!address) return badField('email', 'This is no e-mail address.')
      const problem = passwordProblem(password, address)
      if (problem) return badField('password', problem)
      const staffId = ids.uuid(clock.nowMs())
      const input = { staffId, organisation, name, email: address, hash: await hashPassword(password) }
      const outcome = await send('identity.setUp', system, input)
      if (!outcome.ok) return { ok: false, problem: outcome.problem }
      const account = await accountOf(address)
      return account ? open(account.staff, false, from) : { ok: false, ...wrong }
    },

    async invite(actor, staffId) {
      const token = randomBytes(32).toString('base64url')
      const expiresAt = isoOf(clock.nowMs() + invitationMs)
      const outcome = await send('identity.invite', actor, { staffId, hash: hashOfToken(token), expiresAt })
      return answerOf(outcome, { token, expiresAt })
    },

    async accept(token, password, from) {
      const hash = hashOfToken(token)
      const found = await reader.read({ collections: ['staff', 'credentials'] }, view => {
        for (const held of view.table('credentials').values())
          if (heldBy(held)?.invitation?.hash === hash) return view.table('staff').get(held.id)
        return undefined
      })
      const problem = found && passwordProblem(password, String(found.email ?? ''))
      if (problem) return badField('password', problem)
      const gone: Problem = {
        kind: 'refused',
        message: 'This invitation has been used or is too old. Ask for a new one.',
      }
      if (!found) return { ok: false, problem: gone }
      const outcome = await send('identity.accept', system, {
        staffId: found.id,
        tokenHash: hash,
        hash: await hashPassword(password),
      })
      return outcome.ok ? open(found, false, from) : { ok: false, problem: outcome.problem }
    },
  }
}

/** Sends a command of the sign-in and waits for its outcome. */
function sender(submit: Submit) {
  return async (type: string, actor: Actor, input: Json, { wait = true } = {}): Promise<Outcome> => {
    const command: Omit<Command, 'id' | 'at'> = { type, actor, input }
    const { outcome } = await submit(command, wait ? undefined : { waitMs: 0 })
    if (outcome) return outcome
    return {
      ok: false,
      problem: { kind: 'expired', message: 'Saving takes longer than usual. Try again in a minute.' },
    }
  }
}

const answerOf = <T>(outcome: Outcome, value: T): Answer<T> =>
  outcome.ok ? { ok: true, value } : { ok: false, problem: outcome.problem }

const badField = (field: string, message: string): { ok: false } & Refusal => ({
  ok: false,
  problem: { kind: 'invalid', message, errors: { [field]: message } },
})

function tooMany(waitMs: number): { ok: false } & Refusal {
  const retrySeconds = Math.ceil(waitMs / 1000)
  const message = `Too many tries with this account. Wait ${retrySeconds} seconds, then try again.`
  return { ok: false, problem: { kind: 'expired', message }, status: 429, retrySeconds }
}

const heldBy = (record: StoredRecord | undefined): Credentials | undefined => credentials.safeParse(record).data

/** The token has 256 random bits: one plain hash is as good as a slow one. */
const hashOfToken = (token: string) => createHash('sha256').update(token).digest('base64url')

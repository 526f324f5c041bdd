/** Signing in and out over HTTP. Where an outside issuer signs people in, only what holds for both is left. */
import { staff } from '@dormouse/model'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import type { Accounts, Answer as Answered } from '../identity/accounts.ts'
import { type InvitationMailDeps, sendInvitation } from '../identity/invitation-mail.ts'
import { TooBusyError } from '../identity/passwords.ts'
import { objectBody } from './body.ts'
import { problem, unauthorised, unavailable } from './problems.ts'
import { type Answer, type Call, ProblemError, type Route } from './route.ts'
import { actionInput } from './write.ts'

export interface IdentityDeps extends InvitationMailDeps, Pick<Deps, 'config' | 'identity'> {
  accounts: Accounts
}

const short = z.string().max(320)
const email = short.min(1, { error: 'Fill in the e-mail address.' })
const password = z.string().min(1, { error: 'Fill in the password.' }).max(1000)
/** Guessing is slowed per account as well (`identity/lockout.ts`); this bounds one address over all accounts. */
const guessing = { perMinute: 30, failures: true }

export function identityRoutes(deps: IdentityDeps): Route[] {
  const { config, reader, accounts } = deps
  const mode = config.auth.kind
  const callerOf = (call: Call) => ({ address: call.from, loopback: call.loopback ?? false })

  const options: Route = {
    method: 'get',
    path: '/auth/options',
    access: 'public',
    about: 'How people sign in here: `{mode: local | oidc | none, setUp, demo}`.',
    async handle(call): Promise<Answer> {
      const { auth } = config
      if (auth.kind === 'oidc') {
        const { issuer, clientId } = auth
        return { body: { mode, setUp: false, demo: false, issuer, clientId } }
      }
      return { body: { mode, ...(await accounts.options(callerOf(call))) } }
    },
  }

  const me: Route = {
    method: 'get',
    path: '/auth/me',
    access: 'signedIn',
    about: 'Who is signed in, with the role that holds now.',
    async handle({ actor }) {
      const staff = await reader.read({ collections: ['staff'] }, view => view.table('staff').get(actor.id))
      const { id, role, name = '' } = actor
      return { body: { id, name: String(staff?.name ?? name), email: String(staff?.email ?? ''), role } }
    },
  }

  const signOut: Route = {
    method: 'post',
    path: '/auth/logout',
    access: 'signedIn',
    about: 'Ends this session; its token is good for nothing any more.',
    async handle(call) {
      await accounts.signOut(tokenOf(call))
      return { status: 200, body: { signedOut: true } }
    },
  }

  const signIn: Route = {
    method: 'post',
    path: '/auth/login',
    access: 'public',
    limit: guessing,
    about: 'Signs in with e-mail address and password: `{token, user}`.',
    async handle(call) {
      const input = read(z.strictObject({ email, password }), call)
      if (mode === 'none') return withoutAccount(call)
      return answer(await accounts.signIn(input.email, input.password, callerOf(call)))
    },
  }

  /** Nobody is asked who they are, so whatever they type opens; the page that asks need not know. */
  async function withoutAccount(call: Call): Promise<Answer> {
    const actor = await deps.identity.authenticate('', callerOf(call))
    if (!actor) throw unauthorised()
    const { id, role, name = '' } = actor
    return { status: 200, body: { token: 'none', user: { id, name, email: '', role } } }
  }

  const setUp: Route = {
    method: 'post',
    path: '/auth/setup',
    access: 'public',
    limit: guessing,
    about: 'Makes the first account of an empty installation and signs it in; works once, from the machine itself.',
    async handle(call) {
      const name = short.trim().min(1, { error: 'Fill in your name.' }).max(120)
      const organisation = short.trim().max(200).default('')
      const input = read(z.strictObject({ organisation, name, email, password }), call)
      return answer(await accounts.setUp(input, callerOf(call)))
    },
  }

  const changePassword: Route = {
    method: 'post',
    path: '/auth/password',
    access: 'signedIn',
    limit: guessing,
    about: 'Changes one’s own password; other sessions of the account end.',
    async handle(call) {
      const input = read(z.strictObject({ current: password, password }), call)
      const changed = await accounts.changePassword(call.actor, tokenOf(call), input.current, input.password)
      answer(changed)
      return { status: 200, body: { changed: true } }
    },
  }

  const invite: Route = {
    method: 'post',
    path: '/staff/:id/invite',
    access: 'signedIn',
    about:
      'Makes a link with which somebody chooses a password, once, within a week, and mails it: `{link, expiresAt, mailed}`.',
    output: {
      type: 'object',
      required: ['id', 'link', 'expiresAt', 'mailed'],
      properties: {
        id: { type: 'string' },
        link: { type: 'string' },
        expiresAt: { type: 'string', format: 'date-time' },
        mailed: { type: 'boolean' },
      },
    },
    async handle(call) {
      const { actor, params } = call
      actionInput(staff, 'invite', call)
      const invited = await accounts.invite(actor, params.id ?? '')
      if (!invited.ok) return answer(invited)
      const { token, expiresAt } = invited.value
      const link = `${config.publicUrl}/#/invitation/${token}`
      const mailed = await sendInvitation(params.id ?? '', link, deps)
      return { status: 200, body: { id: params.id ?? '', link, expiresAt, mailed } }
    },
  }

  const accept: Route = {
    method: 'post',
    path: '/auth/accept',
    access: 'public',
    limit: guessing,
    about: 'Takes an invitation: sets the password and signs in.',
    async handle(call) {
      const input = read(z.strictObject({ token: short.min(1), password }), call)
      return answer(await accounts.accept(input.token, input.password, callerOf(call)))
    },
  }

  if (mode === 'oidc') return [options, me]
  return [options, me, ...[signIn, signOut, setUp, changePassword, invite, accept].map(unlessBusy)]
}

/** Hashing passwords takes turns; when the line is full, coming again is better than waiting in it. */
const unlessBusy = (route: Route): Route => ({
  ...route,
  async handle(call) {
    try {
      return await route.handle(call)
    } catch (error) {
      throw error instanceof TooBusyError ? unavailable(`${error.message} Try again in a moment.`) : error
    }
  },
})

function answer<T>(answered: Answered<T>, shown: (value: T) => unknown = value => value): Answer {
  if (answered.ok) return { status: 200, body: shown(answered.value) as Answer['body'] }
  const { problem: refusal, status, retrySeconds } = answered
  throw new ProblemError(refusal, status, retrySeconds === undefined ? {} : { 'Retry-After': String(retrySeconds) })
}

const tokenOf = (call: Call): string => (call.header('authorization') ?? '').replace(/^Bearer +/i, '')

/** A strict body; what is wrong is said at its field. */
function read<T>(schema: z.ZodType<T>, call: Call): T {
  const result = schema.safeParse(objectBody(call.body))
  if (result.success) return result.data
  const errors: Record<string, string> = {}
  for (const issue of result.error.issues) {
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys : undefined
    for (const key of unknown ?? [issue.path.join('.')])
      errors[key] ??= unknown
        ? 'There is no such field.'
        : issue.code === 'invalid_type'
          ? 'Fill this in.'
          : issue.message
  }
  const [field = '', sentence = ''] = Object.entries(errors)[0] ?? []
  throw problem('invalid', `${field}: ${sentence}`, { errors })
}

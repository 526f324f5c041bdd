/**
 * An SES that the real SDK (SESv2) talks to and that sends nothing to anybody. It keeps every mail that it accepted.
 *
 *   const ses = await startSesDouble()
 *   MAIL_URL=ses: with ses.env                                            or new SESv2Client(ses.client)
 *   ses.mails[0].to, .tags.deliveryId, .header('List-Unsubscribe'), .raw
 *   ses.faults.chance('SendEmail', sesFaults.throttled, 0.3)
 *   ses.faults.next('SendEmail', { kind: 'resetAfter' }, { when: r => r.input.Destination.ToAddresses[0] === 'a@b.test' })
 *   ses.account.max24Hour = 200                                           then "Daily message quota exceeded"
 *   ses.account.state = 'paused'                                          or 'suspended'
 *   ses.reject('bad@example.org')
 *   ses.feedbackTo(sqs.queue('mail-events'), { hold: true }); ...; ses.feedback.flush({ times: 2, shuffle: 7 })
 *   ses.feedback.publish(ses.mails[0], { type: 'Bounce', bounceType: 'Transient' })
 */
import { systemClock } from '../../api/clock.ts'
import type { Fault } from './faults.ts'
import {
  type Answer,
  type Double,
  type DoubleOptions,
  type Operation,
  Refusal,
  type Request,
  startDouble,
} from './server.ts'
import { type Feedback, type FeedbackOptions, makeFeedback } from './ses.events.ts'
import { mailOf, type SesInput, type SesMail } from './ses.mail.ts'

export type { Feedback, FeedbackOptions, SesEvent } from './ses.events.ts'
export type { SesMail } from './ses.mail.ts'

export interface SesAccount {
  state: 'healthy' | 'paused' | 'suspended'
  /** Mails a day; -1: without limit. */
  max24Hour: number
  /** Mails a second, as GetAccount tells; refused beyond it only with `enforceRate`. */
  maxSendRate: number
  enforceRate: boolean
  sentLast24Hours: number
  /** False: the sandbox. */
  productionAccess: boolean
  /** Verified senders (addresses or domains); undefined: everybody is. */
  identities?: string[]
  /** Undefined: every name exists. */
  configurationSets?: string[]
}

export interface SesDouble extends Double {
  /** Accepted, oldest first; those whose answer was lost too. */
  mails: SesMail[]
  /** Set what is told and enforced, at any time. */
  account: SesAccount
  /** Mails to this address are refused with MessageRejected, or as `fault` says. */
  reject(address: string, fault?: { code?: string; message?: string }): void
  /** The account's own suppression list, by address. */
  suppressed: Map<string, { reason: 'BOUNCE' | 'COMPLAINT'; atMs: number }>
  /** From now on tells that queue what becomes of the mails. */
  feedbackTo(queue: { put(body: string): void }, options?: FeedbackOptions): Feedback
  /** What `feedbackTo` made last. */
  readonly feedback: Feedback
}

const throttledMessage = 'Maximum sending rate exceeded.'
const quotaMessage = 'Daily message quota exceeded.'

export const sesFaults = {
  throttled: { kind: 'refuse', status: 429, code: 'TooManyRequestsException', message: throttledMessage },
  dailyQuota: { kind: 'refuse', status: 429, code: 'TooManyRequestsException', message: quotaMessage },
  paused: { kind: 'refuse', status: 400, code: 'SendingPausedException' },
  suspended: { kind: 'refuse', status: 400, code: 'AccountSuspendedException' },
  rejected: { kind: 'refuse', status: 400, code: 'MessageRejected' },
  unavailable: { kind: 'refuse', status: 503, code: 'ServiceUnavailable' },
  internal: { kind: 'refuse', status: 500, code: 'InternalServiceErrorException' },
} as const satisfies Record<string, Fault>

export async function startSesDouble(
  options: DoubleOptions & { account?: Partial<SesAccount> } = {},
): Promise<SesDouble> {
  const { clock = systemClock } = options
  const mails: SesMail[] = []
  const rejected = new Map<string, { code?: string; message?: string }>()
  const suppressed: SesDouble['suppressed'] = new Map()
  const account: SesAccount = {
    state: 'healthy',
    max24Hour: -1,
    maxSendRate: 10_000,
    enforceRate: false,
    sentLast24Hours: 0,
    productionAccess: true,
    ...options.account,
  }
  let feedback: Feedback | undefined
  let recentMs: number[] = []

  function checkAccount(): void {
    if (account.state === 'paused')
      throw new Refusal(400, 'SendingPausedException', 'Email sending is disabled for your account.')
    if (account.state === 'suspended')
      throw new Refusal(400, 'AccountSuspendedException', 'Your account’s ability to send email has been suspended.')
    if (account.max24Hour >= 0 && account.sentLast24Hours >= account.max24Hour)
      throw new Refusal(429, 'TooManyRequestsException', quotaMessage)
    if (!account.enforceRate) return
    const nowMs = clock.nowMs()
    recentMs = recentMs.filter(each => nowMs - each < 1_000)
    if (recentMs.length >= account.maxSendRate) throw new Refusal(429, 'TooManyRequestsException', throttledMessage)
    recentMs.push(nowMs)
  }

  function checkMail({ from, to, configurationSet }: ReturnType<typeof mailOf>): void {
    const verified = account.identities?.some(each => each === from || each === from.split('@')[1]) ?? true
    if (!verified)
      throw new Refusal(
        400,
        'MessageRejected',
        `Email address is not verified. The following identities failed the check in region EU-WEST-1: ${from}`,
      )
    if (configurationSet && account.configurationSets && !account.configurationSets.includes(configurationSet))
      throw new Refusal(404, 'NotFoundException', `Configuration set <${configurationSet}> does not exist.`)
    for (const address of to) {
      const fault = rejected.get(address)
      if (fault)
        throw new Refusal(400, fault.code ?? 'MessageRejected', fault.message ?? `Address rejected: ${address}`)
    }
  }

  function sendEmail(input: SesInput): object {
    checkAccount()
    const mail = mailOf(input)
    checkMail(mail)
    const messageId = `0102${String(mails.length + 1).padStart(12, '0')}-00000000-0000-4000-8000-000000000000-000000`
    const accepted: SesMail = { messageId, acceptedAtMs: clock.nowMs(), ...mail }
    mails.push(accepted)
    account.sentLast24Hours += mail.to.length
    feedback?.accepted(accepted)
    return { MessageId: messageId }
  }

  const getAccount = () => ({
    SendingEnabled: account.state === 'healthy',
    EnforcementStatus: account.state === 'suspended' ? 'SHUTDOWN' : 'HEALTHY',
    ProductionAccessEnabled: account.productionAccess,
    DedicatedIpAutoWarmupEnabled: false,
    SendQuota: {
      Max24HourSend: account.max24Hour,
      MaxSendRate: account.maxSendRate,
      SentLast24Hours: account.sentLast24Hours,
    },
    SuppressionAttributes: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
  })

  function getIdentity(name: string): object {
    const verified = account.identities?.includes(name) ?? true
    if (!verified) throw new Refusal(404, 'NotFoundException', `Email identity ${name} does not exist.`)
    return {
      IdentityType: name.includes('@') ? 'EMAIL_ADDRESS' : 'DOMAIN',
      VerifiedForSendingStatus: true,
      VerificationStatus: 'SUCCESS',
      DkimAttributes: { SigningEnabled: true, Status: 'SUCCESS', Tokens: ['a', 'b', 'c'] },
    }
  }

  const listSuppressed = () => ({
    SuppressedDestinationSummaries: [...suppressed].map(([EmailAddress, { reason, atMs }]) => ({
      EmailAddress,
      Reason: reason,
      LastUpdateTime: atMs / 1_000,
    })),
  })

  function suppress({ EmailAddress, Reason }: SesInput): object {
    suppressed.set(EmailAddress, { reason: Reason, atMs: clock.nowMs() })
    return {}
  }

  function unsuppress(address: string): object {
    if (!suppressed.delete(address)) throw new Refusal(404, 'NotFoundException', `${address} is not suppressed.`)
    return {}
  }

  /** Method and path below /v2/email/, and what it is called. */
  const routes: [RegExp, string, (input: SesInput, last: string) => object][] = [
    [/^POST outbound-emails$/, 'SendEmail', sendEmail],
    [/^GET account$/, 'GetAccount', getAccount],
    [/^GET identities\/.+$/, 'GetEmailIdentity', (_, name) => getIdentity(name)],
    [/^GET suppression\/addresses$/, 'ListSuppressedDestinations', listSuppressed],
    [/^PUT suppression\/addresses$/, 'PutSuppressedDestination', suppress],
    [/^DELETE suppression\/addresses\/.+$/, 'DeleteSuppressedDestination', (_, address) => unsuppress(address)],
  ]

  function understand({ method, url, body }: Request): Operation {
    const path = decodeURIComponent(url.pathname)
      .replace(/^\/v2\/email\//, '')
      .replace(/\/$/, '')
    const route = routes.find(([pattern]) => pattern.test(`${method} ${path}`))
    if (!route) throw new Refusal(404, 'NotFoundException', `This double does not know ${method} ${url.pathname}.`)
    const input = body.length ? JSON.parse(body.toString()) : {}
    const [, name, effect] = route
    return { name, input, run: () => json(200, effect(input, path.split('/').at(-1) ?? '')) }
  }

  const double = await startDouble('AWS_ENDPOINT_URL_SESV2', { understand, refusal }, options)
  return {
    ...double,
    mails,
    account,
    suppressed,
    reject: (address, fault = {}) => void rejected.set(address, fault),
    feedbackTo(queue, feedbackOptions = {}) {
      feedback = makeFeedback(queue, clock.nowMs, feedbackOptions)
      return feedback
    },
    get feedback() {
      if (!feedback) throw new Error('Say first where the feedback goes: feedbackTo(queue).')
      return feedback
    },
  }
}

const json = (status: number, body: object, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})

const refusal = (status: number, code: string, message: string): Answer =>
  json(status, { message }, { 'x-amzn-errortype': code })

/** Hands mails to Amazon SES (`MAIL_URL=ses:` or `ses:<configuration set>`). */
import { GetAccountCommand, ListSuppressedDestinationsCommand, SESv2Client } from '@aws-sdk/client-sesv2'
import { type Clock, systemClock } from '../clock.ts'
import { asciiAddress } from './headers.ts'
import { mimeOf } from './message.ts'
import { type BlockedAddress, type Quota, type Sender, type Sent, shortReason } from './sender.ts'
import { SesRefusal, sesRequests } from './ses-request.ts'

export const configurationSetDefault = 'dormouse'
const parallel = 50

export function sesSender(options: { configurationSet?: string; client?: SESv2Client; clock?: Clock } = {}): Sender {
  // One request for one call: the SDK's default would put up to three on the wire, and SES has no idempotency token.
  const client = options.client ?? new SESv2Client({ maxAttempts: 1 })
  const configurationSet = options.configurationSet || configurationSetDefault
  const request = sesRequests(client, options.clock ?? systemClock)
  // Written into a request at once, so that one piece of memory does for all mails.
  let space: ArrayBufferLike | undefined

  return {
    feedback: true,
    parallel,
    quota: () => quotaOf(client),
    async send(mail) {
      const [from, to] = [asciiAddress(mail.from.address), asciiAddress(mail.to.address)]
      try {
        const messageId = await request({
          from,
          to,
          configurationSet,
          tags: mail.tags,
          write: () => {
            const mime = mimeOf(mail, space)
            space = mime.buffer
            return mime
          },
        })
        return { kind: 'accepted', messageId }
      } catch (error) {
        return refusal(error as Error & { code?: string }, from)
      }
    },
    blocked: () => blockedBy(client),
    close: async () => client.destroy(),
  }
}

async function quotaOf(client: SESv2Client): Promise<Quota> {
  const { SendQuota, SendingEnabled } = await client.send(new GetAccountCommand({}))
  const quota: Quota = {}
  if (SendQuota?.MaxSendRate !== undefined) quota.ratePerSecond = SendQuota.MaxSendRate
  // -1 means no limit.
  if (SendQuota?.Max24HourSend !== undefined && SendQuota.Max24HourSend >= 0)
    quota.leftToday = Math.max(0, SendQuota.Max24HourSend - (SendQuota.SentLast24Hours ?? 0))
  if (SendingEnabled === false) quota.stopped = 'Amazon has paused sending for this account.'
  return quota
}

const pagesMax = 10_000

/** The account's own suppression list. */
async function* blockedBy(client: SESv2Client): AsyncGenerator<BlockedAddress[]> {
  let NextToken: string | undefined
  for (let pages = 0; pages < pagesMax; pages++) {
    const page = await client.send(new ListSuppressedDestinationsCommand({ NextToken, PageSize: 1_000 }))
    yield (page.SuppressedDestinationSummaries ?? []).map(({ EmailAddress = '', Reason, LastUpdateTime }) => ({
      address: EmailAddress,
      reason: Reason === 'COMPLAINT' ? 'complained' : 'bounced',
      since: (LastUpdateTime ?? new Date(0)).toISOString(),
    }))
    NextToken = page.NextToken
    if (!NextToken) return
  }
}

/** Errors that concern the account, by name, and what a person reads. */
const accountErrors: Record<string, string> = {
  AccountSuspendedException: 'Amazon has suspended sending for this account.',
  SendingPausedException: 'Amazon has paused sending for this account.',
  MailFromDomainNotVerifiedException: 'The domain that mails come from is not verified with Amazon.',
  LimitExceededException: "Amazon's limit for this account is reached.",
  NotFoundException: 'Amazon does not know the configuration set that mails are sent through.',
  AccessDeniedException: 'Amazon refused us the right to send.',
  UnrecognizedClientException: 'Amazon does not know our access key.',
  InvalidSignatureException: 'Amazon does not accept our access key.',
  ExpiredTokenException: 'Our access to Amazon has expired.',
  CredentialsProviderError: 'No access key for Amazon is set up.',
}
const throttlingErrors = new Set(['TooManyRequestsException', 'ThrottlingException', 'Throttling', 'RequestThrottled'])
/** The request never left this machine. */
const unsentErrors = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

function refusal(error: Error & { code?: string }, from: string): Sent {
  const reason = shortReason(`${error.name}: ${error.message}`)
  const status = error instanceof SesRefusal ? error.status : undefined
  if (/daily (message )?quota/i.test(error.message))
    return { kind: 'account', reason: "Today's quota of the mail service is used up." }
  if (throttlingErrors.has(error.name) || status === 429) return { kind: 'throttled' }
  const account = accountErrors[error.name]
  if (account) return { kind: 'account', reason: account }
  if (unsentErrors.has(error.code ?? '')) return { kind: 'temporary', reason }
  if (status === 503) return { kind: 'temporary', reason }
  if (status !== undefined && status >= 400 && status < 500) return refusedMail(error.message, from, reason)
  // A lost connection, a time-out, a 500: the mail may be on its way.
  return { kind: 'unknown', reason }
}

/** `MessageRejected` names the addresses it objects to: ours concerns everybody, theirs this person alone. */
function refusedMail(message: string, from: string, reason: string): Sent {
  const domain = from.slice(from.lastIndexOf('@') + 1)
  const ours = /not verified/i.test(message) && (message.includes(from) || message.includes(` ${domain}`))
  return ours
    ? { kind: 'account', reason: `The sender address ${from} is not verified with Amazon.` }
    : { kind: 'permanent', reason }
}

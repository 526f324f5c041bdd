/**
 * What an opened letter fetches and where its links lead, for organisations that ask to know. Answers at once: what is
 * written down about it is written behind the reader's back, once, and a link works even when nothing could be written.
 */
import type { Json } from '@dormouse/model'
import { letterId } from '../campaigns/collections.ts'
import type { MailEvent } from '../campaigns/mail-event.ts'
import { isoOf } from '../clock.ts'
import type { Deps } from '../deps.ts'
import { likelyMachine, linksOf, readTraceToken, type Trace } from '../mail/tracking.ts'
import { missing } from './problems.ts'
import type { Answer, Call, Route } from './route.ts'

type TracingDeps = Pick<Deps, 'reader' | 'submit' | 'secrets' | 'clock' | 'log'>

/** The smallest GIF there is: one transparent dot. */
const dot = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
const unstored = { 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex' }
const perMinute = 120

export function tracingRoutes(deps: TracingDeps): Route[] {
  const open = { access: 'public', method: 'get', limit: { perMinute } } as const
  return [
    {
      ...open,
      path: '/u/o/:token',
      about: 'A dot in a letter that tells it was opened.',
      handle: call => opened(call, deps),
    },
    {
      ...open,
      path: '/u/c/:token',
      about: 'A link of a letter: leads to where the letter says.',
      handle: call => clicked(call, deps),
    },
  ]
}

async function opened(call: Call, deps: TracingDeps): Promise<Answer> {
  const trace = readTraceToken(deps.secrets.linkKeys, call.params.token ?? '')
  if (trace) await note('opened', trace, call, deps)
  return {
    headers: { ...unstored, 'Content-Type': 'image/gif', 'Cross-Origin-Resource-Policy': 'cross-origin' },
    body: dot,
  }
}

async function clicked(call: Call, deps: TracingDeps): Promise<Answer> {
  const trace = readTraceToken(deps.secrets.linkKeys, call.params.token ?? '')
  if (trace?.link === undefined) throw missing()
  const { campaignId, contentVersion, link } = trace
  const target = await deps.reader.read({ partitions: [['letters', campaignId]] }, view => {
    const letter = view.partition('letters', campaignId).get(letterId(campaignId, contentVersion))
    return typeof letter?.body === 'string' ? linksOf(letter.body)[link] : undefined
  })
  if (!target) throw missing()
  await note('clicked', trace, call, deps)
  return { status: 302, headers: { ...unstored, Location: target }, body: '' }
}

/** The first time is kept; what is known already is not sent to the writer again. */
async function note(kind: 'opened' | 'clicked', trace: Trace, call: Call, deps: TracingDeps): Promise<void> {
  const { campaignId, contactId } = trace
  const nowMs = deps.clock.nowMs()
  try {
    const event = await deps.reader.read({ partitions: [['deliveries', campaignId]] }, view => {
      const delivery = view.partition('deliveries', campaignId).get(`${campaignId}_${contactId}`)
      if (!delivery) return undefined
      const sentMs = typeof delivery.acceptedAt === 'string' ? Date.parse(delivery.acceptedAt) : undefined
      const likelyBot = likelyMachine(
        call.header('user-agent') ?? '',
        sentMs === undefined ? undefined : nowMs - sentMs,
      )
      const known = delivery[kind === 'opened' ? 'openedAt' : 'clickedAt']
      // A person's trace corrects a machine's; nothing else is news.
      if (known && (likelyBot || delivery.likelyBot !== true)) return undefined
      const attempts = delivery.attempts as { attempt: number }[]
      const attempt = attempts.at(-1)?.attempt ?? 1
      return {
        kind,
        campaignId,
        contactId,
        attempt,
        at: isoOf(nowMs),
        messageId: null,
        reason: null,
        likelyBot,
      } satisfies MailEvent
    })
    if (event)
      await deps.submit(
        { type: 'mail.events', actor: { id: 'reader', role: 'system' }, input: {} },
        { waitMs: 0, rows: [event as unknown as Json] },
      )
  } catch (error) {
    deps.log.warn({ requestId: call.requestId, error: String(error) }, 'an opened letter could not be noted')
  }
}

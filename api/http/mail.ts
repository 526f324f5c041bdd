/**
 * What mails lead to: the page behind the unsubscribe link and the pictures of sent letters, open to everybody who has the
 * address; and the outbox of this computer, for staff.
 *
 * 1. GET and HEAD change nothing: scanners and preview programs follow every link in a mail.
 * 2. POST unsubscribes, as often as it is sent, without signing in, and takes what RFC 8058 lets mail programs send.
 * 3. No answer tells whether an address is known here.
 */
import { campaigns, type Json, reach } from '@dormouse/model'
import type { Deps } from '../deps.ts'
import { type Outbox, openOutbox } from '../mail/outbox.ts'
import { isTest, readUnsubscribeToken } from '../mail/unsubscribe.ts'
import { type PageState, page } from '../mail/unsubscribe-page.ts'
import { letterImageRoutes } from './letter-images.ts'
import { missing, problem } from './problems.ts'
import type { Answer, Call, Route } from './route.ts'
import { tracingRoutes } from './tracing.ts'

export type MailRouteDeps = Pick<Deps, 'config' | 'reader' | 'submit' | 'secrets' | 'documents' | 'clock' | 'log'>

const pagesPerMinute = 60

export function mailRoutes(deps: MailRouteDeps): Route[] {
  const { mailUrl } = deps.config
  const outbox = mailUrl.startsWith('outbox:') ? openOutbox(mailUrl.slice('outbox:'.length)) : undefined
  const open = { access: 'public', limit: { perMinute: pagesPerMinute } } as const
  return [
    ...letterImageRoutes(deps),
    ...tracingRoutes(deps),
    {
      method: 'get',
      path: '/u/i/:hash',
      access: 'public',
      about: 'A picture of a letter that was sent.',
      handle: call => picture(call, deps),
    },
    {
      ...open,
      method: 'get',
      path: '/u/:token',
      about: 'The page behind the unsubscribe link of a letter. Looking at it changes nothing.',
      handle: call => show(call, deps),
    },
    {
      ...open,
      method: 'post',
      path: '/u/:token',
      body: 'form',
      about: 'Unsubscribes (also in one click, RFC 8058); `action` may say `resubscribe` or `wrong-person`.',
      handle: call => answer(call, deps),
    },
    {
      method: 'get',
      path: '/outbox',
      access: 'signedIn',
      about: 'The mails in the outbox of this computer, newest first.',
      handle: call => listOutbox(call, outbox),
    },
    {
      method: 'get',
      path: '/outbox/:id',
      access: 'signedIn',
      about: 'One mail of the outbox.',
      handle: call => readOutbox(call, outbox),
    },
  ]
}

async function show(call: Call, deps: MailRouteDeps): Promise<Answer> {
  const addressee = readUnsubscribeToken(deps.secrets.linkKeys, call.params.token ?? '')
  if (!addressee) return html(await pageOf('unknown', deps), 404)
  return html(await pageOf(isTest(addressee) ? 'test' : 'ask', deps))
}

/** How long a person at the page waits for the writer; the wish itself is durable before. */
const waitMs = 8_000
const commands = { unsubscribe: 'mail.unsubscribe', resubscribe: 'mail.resubscribe' } as const

async function answer(call: Call, deps: MailRouteDeps): Promise<Answer> {
  const addressee = readUnsubscribeToken(deps.secrets.linkKeys, call.params.token ?? '')
  if (!addressee) return html(await pageOf('unknown', deps), 404)
  if (isTest(addressee)) return html(await pageOf('test', deps))
  const form = (call.body ?? {}) as { [name: string]: Json }
  const again = form.action === 'resubscribe'
  const way = form.action === 'wrong-person' ? 'wrong person' : form.action === 'unsubscribe' ? 'page' : 'one click'
  const settings = await settingsOf(deps)
  const wording = page('ask', settings).consentWording
  const { outcome } = await deps.submit(
    {
      type: again ? commands.resubscribe : commands.unsubscribe,
      actor: { id: 'recipient', role: 'system' },
      input: { ...addressee, way, ...(again ? { wording } : {}) },
    },
    { waitMs },
  )
  if (outcome && !outcome.ok) return html(page('gone', settings).html)
  return html(page(again ? 'resubscribed' : way === 'wrong person' ? 'wrongPerson' : 'unsubscribed', settings).html)
}

const settingsOf = ({ reader }: MailRouteDeps) =>
  reader.read({ collections: ['settings'] }, view => {
    const settings = view.table('settings').get('settings')
    return { organisation: String(settings?.organisation ?? ''), language: String(settings?.language ?? 'en') }
  })

const pageOf = async (state: PageState, deps: MailRouteDeps): Promise<string> =>
  page(state, await settingsOf(deps)).html

/** Nothing on the page is fetched from elsewhere, no script runs, and nobody may frame it. */
function html(body: string, status = 200): Answer {
  return {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy':
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      'Referrer-Policy': 'no-referrer',
      'X-Robots-Tag': 'noindex',
    },
    body,
  }
}

const pictureTypes: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
}

/** Named by their content, so they never change and may be kept for ever. */
async function picture(call: Call, { documents }: MailRouteDeps): Promise<Answer> {
  const name = /^([0-9a-f]{64})\.(png|jpg|gif|webp)$/.exec(call.params.hash ?? '')
  const type = name?.[2] && pictureTypes[name[2]]
  if (!name || !type) throw missing()
  const got = await documents.get(`letter-images/${name[0]}`)
  if (got.kind !== 'found') throw missing()
  return {
    headers: {
      'Content-Type': type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    },
    body: got.body,
  }
}

/** Whole letters with names and addresses: for those who see all deliveries, too, and may write campaigns. */
function mayLook(call: Call, outbox: Outbox | undefined): Outbox {
  if (!reach(campaigns.access, 'write', call.actor.role)) throw problem('forbidden', 'You may not see the outbox.')
  if (!outbox) throw problem('missing', 'Mails are really sent here: there is no outbox.')
  return outbox
}

const pageDefault = { first: 0, last: 24 }

async function listOutbox(call: Call, outbox: Outbox | undefined): Promise<Answer> {
  const { first, last } = rangeOf(call.query.range)
  const { mails, total } = await mayLook(call, outbox).list({
    first,
    last,
    ...(call.query.of ? { of: call.query.of } : {}),
  })
  const range = mails.length === 0 ? '*' : `${first}-${first + mails.length - 1}`
  return {
    headers: { 'Content-Range': `outbox ${range}/${total}`, 'X-Total-Count': String(total) },
    body: mails as unknown as Json,
  }
}

function rangeOf(text: string | undefined): { first: number; last: number } {
  if (text === undefined) return pageDefault
  const range = /^\[(\d{1,9}),(\d{1,9})\]$/.exec(text.replace(/\s/g, ''))
  if (!range) throw problem('invalid', '"range" must be like [0,24].')
  return { first: Number(range[1]), last: Number(range[2]) }
}

async function readOutbox(call: Call, outbox: Outbox | undefined): Promise<Answer> {
  const mail = await mayLook(call, outbox).read(call.params.id ?? '')
  if (!mail) throw missing()
  return { body: mail as unknown as Json }
}

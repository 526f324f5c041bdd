/**
 * Opens and clicks, where the organisation asks for them (off by default). Both are rough: programs fetch pictures and
 * follow links on their own, and other programs fetch none. A click leads to one of the letter's own links, looked up in
 * the letter as it was sent: the address in the mail carries a number, never a target, so nobody can make it lead elsewhere.
 *
 *     /u/o/<keyId>.<contactId>.<campaignId>.<version>.<signature>
 *     /u/c/<keyId>.<contactId>.<campaignId>.<version>.<link number>.<signature>
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { LinkKey } from '../secrets.ts'
import { decodeEntities } from './letter-html.ts'

/** Whose letter it was, in which version, and which of its links; no link: the picture that tells of opening. */
export interface Trace {
  contactId: string
  campaignId: string
  contentVersion: number
  link?: number
}

const linkPattern = /(\bhref\s*=\s*["'])(https?:\/\/[^"'{}]+)(?=["'])/gi
const tokenCharactersMax = 300

/** The letter's own links, in order, each once: those with merge fields in them are left alone. */
export function linksOf(body: string): string[] {
  return [...new Set([...body.matchAll(linkPattern)].map(match => decodeEntities(match[2] ?? '')))]
}

/** Every link of the letter's own leads by way of `address(number)`. */
export function withTracedLinks(html: string, links: readonly string[], address: (link: number) => string): string {
  return html.replace(linkPattern, (whole, before: string, target: string) => {
    const link = links.indexOf(decodeEntities(target))
    return link < 0 ? whole : `${before}${address(link)}`
  })
}

export const tracingPicture = (address: string): string =>
  `<img src="${address}" width="1" height="1" alt="" style="border:0;width:1px;height:1px">`

export function traceToken(keys: readonly LinkKey[], { contactId, campaignId, contentVersion, link }: Trace): string {
  const key = keys[0]
  if (!key) throw new Error('no signing key to make a link with')
  const claim = [key.id, contactId, campaignId, contentVersion, ...(link === undefined ? [] : [link])].join('.')
  return `${claim}.${signature(key, claim)}`
}

/** Undefined: not ours, or altered. */
export function readTraceToken(keys: readonly LinkKey[], token: string): Trace | undefined {
  const read =
    /^(([A-Za-z0-9]{1,16})\.([A-Za-z0-9-]{1,64})\.([A-Za-z0-9-]{1,64})\.(\d{1,6})(?:\.(\d{1,4}))?)\.([\w-]{22})$/.exec(
      token,
    )
  const key = token.length <= tokenCharactersMax ? keys.find(each => each.id === read?.[2]) : undefined
  if (!read || !key) return undefined
  const [, claim = '', , contactId = '', campaignId = '', version, link, signed = ''] = read
  if (!timingSafeEqual(Buffer.from(signature(key, claim)), Buffer.from(signed))) return undefined
  return {
    contactId,
    campaignId,
    contentVersion: Number(version),
    ...(link === undefined ? {} : { link: Number(link) }),
  }
}

const signature = (key: LinkKey, claim: string): string =>
  createHmac('sha256', key.key).update('trace').update(claim).digest('base64url').slice(0, 22)

/** Programs that fetch every picture and follow every link before a person has seen the mail. */
const machines = /bot|crawl|spider|preview|scan|proxy|barracuda|mimecast|proofpoint|safelinks|^mozilla\/5\.0$/i
/** Nobody reads a letter this soon after it was handed over. */
const tooSoonMs = 5_000

export const likelyMachine = (userAgent: string, sinceSentMs?: number): boolean =>
  machines.test(userAgent) || (sinceSentMs !== undefined && sinceSentMs < tooSoonMs)

/**
 * E-mail addresses: what is wrong with one, and its canonical form. Two spellings that reach one mailbox have one
 * canonical form: lower case, composed Unicode, international domains in punycode (as they travel in SMTP).
 */
const asciiOnly = /^[\x21-\x7e]+$/
const forbiddenLocal = /[\s"(),:;<>@[\\\]]/u
const domainLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

export const addressLengthMax = 254
const localLengthMax = 64

/** The canonical form, or undefined when it is no address. */
export function normaliseEmail(address: string): string | undefined {
  const split = splitAddress(address)
  if (!split || localProblem(split.local)) return undefined
  const domain = canonicalDomain(split.domain)
  if (!domain || domainProblem(domain)) return undefined
  const canonical = `${split.local}@${domain}`
  return canonical.length > addressLengthMax ? undefined : canonical
}

/** What is wrong with it, as the end of a sentence ("there is no @"); undefined when nothing is. */
export function emailProblem(address: string): string | undefined {
  const tidy = address.trim()
  if (tidy === '') return 'it is empty'
  if (/\s/.test(tidy)) return 'there is a space in it'
  const split = splitAddress(tidy)
  if (!split) return 'there is no @'
  if (split.domain === '') return 'nothing stands after the @'
  if (split.domain.includes('@') || split.local.includes('@')) return 'there is more than one @'
  const local = localProblem(split.local)
  if (local) return local
  const domain = canonicalDomain(split.domain)
  if (!domain) return 'the part after the @ is not a domain'
  const problem = domainProblem(domain)
  if (problem) return problem
  return split.local.length + 1 + domain.length > addressLengthMax ? 'it is too long' : undefined
}

function splitAddress(address: string): { local: string; domain: string } | undefined {
  const tidy = address.trim().toWellFormed().normalize('NFC').toLowerCase()
  const sign = tidy.lastIndexOf('@')
  return sign < 0 ? undefined : { local: tidy.slice(0, sign), domain: tidy.slice(sign + 1) }
}

function localProblem(local: string): string | undefined {
  if (local === '') return 'nothing stands before the @'
  if (local.includes('@')) return 'there is more than one @'
  if (local.length > localLengthMax) return 'the part before the @ is too long'
  if (forbiddenLocal.test(local) || /\p{C}/u.test(local))
    return 'there is a character before the @ that may not be there'
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return 'a dot before the @ is out of place'
  return undefined
}

function domainProblem(domain: string): string | undefined {
  const labels = domain.split('.')
  if (labels.length < 2) return 'the part after the @ has no dot'
  if (!labels.every(label => domainLabel.test(label))) return 'the part after the @ is not a domain'
  return /^\d+$/.test(labels.at(-1) ?? '') ? 'the part after the @ is not a domain' : undefined
}

/** Host parsing of URLs is the one IDNA implementation that Node and browsers share. */
function canonicalDomain(domain: string): string | undefined {
  if (asciiOnly.test(domain) && !domain.includes('xn--')) return domain
  if (/[\s/?#@:%\\]/.test(domain)) return undefined
  try {
    return new URL(`http://${domain}/`).hostname
  } catch {
    return undefined
  }
}

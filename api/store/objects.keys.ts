/**
 * What a key may look like, the same for every adapter, so that a store can move from disk to S3 and back.
 *
 * Keys are made by the product, never by a client. Letters, digits and a few signs that neither a file system nor a URL
 * reads as anything else; all of them are one byte, so that plain string order is UTF-8 byte order. A segment never
 * begins with a dot: what does is the disk adapter's own (lock database, half-written files). No key may be a folder of
 * another key (`a` beside `a/b`): a disk cannot hold both.
 */
const segmentPattern = /^[A-Za-z0-9_=+@~%-][A-Za-z0-9_.=+@~%-]*$/
const segmentLengthMax = 200
const keyLengthMax = 900

export const isKey = (key: string): boolean =>
  key.length <= keyLengthMax &&
  key.split('/').every(segment => segment.length <= segmentLengthMax && segmentPattern.test(segment))

/** Throws on a key that some adapter could not hold. A bad key is a broken invariant, not bad input. */
export function checkKey(key: string): void {
  if (!isKey(key)) throw new Error(`"${key}" is not a key: slash-separated letters, digits and _ . = + @ ~ % - only.`)
}

/** A prefix is the beginning of a key: it may end anywhere, with a slash too. Empty: everything. */
export function checkPrefix(prefix: string): void {
  if (prefix === '') return
  checkKey(prefix.endsWith('/') ? prefix.slice(0, -1) : prefix)
}

/** Byte order of keys; see above why comparing strings is enough. */
export const byKey = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * The one file that builds and parses keys. Everything but `root.json` is immutable: a key holds the sequence it was
 * written for and a nonce, so that no two writers ever meet on one, and what nobody refers to can be told from what is new.
 */

export const rootKey = 'root.json'

/** Wide enough for a thousand commits a second over thirty years; makes key order sequence order. */
const sequenceDigits = 12

export const manifestKey = (collection: string, sequence: number, nonce: string, partition?: string): string =>
  ['manifests', named(collection), ...(partition === undefined ? [] : [named(partition)])].join('/') +
  `/${stamp(sequence, nonce)}.json`

/** `shard`: `base` or `delta` of a whole collection, a partition's name, or two hex digits of a sharded one. */
export const segmentKey = (collection: string, shard: string, sequence: number, nonce: string): string =>
  `segments/${named(collection)}/${named(shard)}/${stamp(sequence, nonce)}.ndjson.gz`

/** `at` is the entry's time; a day is a folder, so that a person finds "what happened on Tuesday" by looking. */
export const logKey = (at: string, from: number, to: number, nonce: string): string =>
  `log/${at.slice(0, 10)}/${digits(from)}-${digits(to)}-${nonce}.ndjson.gz`

export const logManifestKey = (sequence: number, nonce: string): string =>
  `manifests/_log/${stamp(sequence, nonce)}.json`

/** A full page of the log's manifest, see `log.ts`. */
export const logPageKey = (sequence: number, nonce: string): string =>
  `manifests/_log/page/${stamp(sequence, nonce)}.json`

export const pinKey = (name: string): string => `pins/${named(name)}.json`
export const pinPrefix = 'pins/'

export const quarantineKey = (commandId: string): string => `quarantine/${named(commandId)}.json`
export const quarantinePrefix = 'quarantine/'

/** What the collector may look at: everything that a root refers to by key. */
export const collectablePrefixes = ['segments/', 'manifests/', 'log/'] as const

export interface ParsedKey {
  kind: 'root' | 'manifest' | 'segment' | 'log' | 'logManifest' | 'pin' | 'quarantine'
  collection?: string
  /** The highest sequence that stands in the key. */
  sequence?: number
}

/** Undefined: not a key of this store. */
export function parseKey(key: string): ParsedKey | undefined {
  if (key === rootKey) return { kind: 'root' }
  const [folder, ...rest] = key.split('/')
  const file = rest.at(-1) ?? ''
  const sequence = Number(/^(?:\d+-)?(\d{12})-[^-]+\.(?:json|ndjson\.gz)$/.exec(file)?.[1] ?? Number.NaN)
  if (folder === 'pins' && rest.length === 1) return { kind: 'pin' }
  if (folder === 'quarantine' && rest.length === 1) return { kind: 'quarantine' }
  if (Number.isNaN(sequence)) return undefined
  if (folder === 'manifests' && rest[0] === '_log') return { kind: 'logManifest', sequence }
  if (folder === 'manifests') return { kind: 'manifest', collection: rest[0], sequence }
  if (folder === 'segments') return { kind: 'segment', collection: rest[0], sequence }
  if (folder === 'log') return { kind: 'log', sequence }
  return undefined
}

const digits = (sequence: number): string => String(sequence).padStart(sequenceDigits, '0')
const stamp = (sequence: number, nonce: string): string => `${digits(sequence)}-${nonce}`

/** One path segment out of any text: what the adapters' common key alphabet lacks is percent-encoded. */
function named(text: string): string {
  if (text === '') throw new Error('A name in a key is empty.')
  const plain = encodeURIComponent(text).replace(
    /[!'()*]/g,
    sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return plain.startsWith('.') ? `%2E${plain.slice(1)}` : plain
}

/**
 * An S3 that the real SDK talks to: REST-XML, path style, conditional writes decided together with the write, checksums
 * checked, lists in UTF-8 byte order, former versions kept. No signatures or multipart uploads.
 *
 *   const s3 = await startS3Double()
 *   const objects = s3Objects({ bucket: 'store', prefix: '', client: s3.client })
 *   s3.faults.next('PutObject', { kind: 'resetAfter' }, { when: request => request.input.key === 'root.json' })
 *   expect(s3.counts).toEqual({ PutObject: 2, GetObject: 1 })
 *
 * Faults by name: `s3Faults.slowDown` (503), `.conflict` (409), `.precondition` (412), `.internal` (500).
 */
import { createHash } from 'node:crypto'
import { isoOf, systemClock } from '../../api/clock.ts'
import type { Fault } from './faults.ts'
import { uploadedBody } from './s3.body.ts'
import { listPage } from './s3.list.ts'
import { type FormerVersion, Versions } from './s3.versions.ts'
import { documentOf, textsOf } from './s3.xml.ts'
import {
  type Answer,
  type Double,
  type DoubleOptions,
  type Operation,
  Refusal,
  type Request,
  startDouble,
} from './server.ts'

export interface S3Object {
  body: Buffer
  /** With its quotation marks, as on the wire; the MD5 of the body. */
  etag: string
  crc32: string
  modifiedAtMs: number
  contentType: string
}

export interface S3Double extends Double {
  /** What a bucket holds, by key; for looking and for tampering. */
  bucket(name: string): Map<string, S3Object>
  /** What was replaced or removed and is kept as a former version. */
  former(name: string): readonly FormerVersion[]
}

export const s3Faults = {
  slowDown: { kind: 'refuse', status: 503, code: 'SlowDown' },
  internal: { kind: 'refuse', status: 500, code: 'InternalError' },
  conflict: { kind: 'refuse', status: 409, code: 'ConditionalRequestConflict' },
  precondition: { kind: 'refuse', status: 412, code: 'PreconditionFailed' },
} as const satisfies Record<string, Fault>

/**
 * `buckets`: those that exist; when absent, every bucket exists as soon as it is named. `versioned`: former versions are
 * kept, in memory, for as long as the double lives.
 */
export async function startS3Double(
  options: DoubleOptions & { buckets?: string[]; versioned?: boolean } = {},
): Promise<S3Double> {
  const { clock = systemClock, buckets: known, versioned = false } = options
  const buckets = new Map<string, Map<string, S3Object>>(known?.map(name => [name, new Map()]))
  const versions = new WeakMap<Map<string, S3Object>, Versions>()

  function versionsOf(objects: Map<string, S3Object>): Versions {
    const kept = versions.get(objects) ?? new Versions()
    versions.set(objects, kept)
    return kept
  }

  function bucket(name: string): Map<string, S3Object> {
    const found = buckets.get(name)
    if (found) return found
    if (known) throw new Refusal(404, 'NoSuchBucket', `The bucket ${name} does not exist.`)
    const made = new Map<string, S3Object>()
    buckets.set(name, made)
    return made
  }

  function understand(request: Request): Operation {
    const [, bucketName = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(decodeURIComponent(request.url.pathname)) ?? []
    const name = nameOf(request, key)
    const effect = effects[name]
    if (!effect)
      throw new Refusal(501, 'NotImplemented', `${request.method} ${request.url.pathname}${request.url.search}`)
    return { name, input: { bucket: bucketName, key }, run: () => effect(request, bucket(bucketName), key) }
  }

  const effects: Record<string, (request: Request, objects: Map<string, S3Object>, key: string) => Answer> = {
    GetObject: ({ headers }, objects, key) => read(headers, objects.get(key), true),
    HeadObject: ({ headers }, objects, key) => read(headers, objects.get(key), false),
    HeadBucket: () => ({ status: 200 }),

    PutObject({ headers, body: sent }, objects, key) {
      const { body, crc32 } = uploadedBody(sent, headers)
      checkWrite(headers, objects.get(key))
      const etag = `"${createHash('md5').update(body).digest('hex')}"`
      const contentType = String(headers['content-type'] ?? 'binary/octet-stream')
      if (versioned) versionsOf(objects).replace(key, objects.get(key))
      objects.set(key, { body, etag, crc32, contentType, modifiedAtMs: clock.nowMs() })
      return { status: 200, headers: { etag, 'x-amz-checksum-crc32': crc32, 'x-amz-checksum-type': 'FULL_OBJECT' } }
    },

    DeleteObject({ url }, objects, key) {
      const versionId = url.searchParams.get('versionId')
      if (versionId) versionsOf(objects).forget(key, versionId)
      else remove(objects, key)
      return { status: 204 }
    },

    DeleteObjects({ headers, body: sent }, objects) {
      const keys = textsOf(uploadedBody(sent, headers).body.toString(), 'Key')
      for (const key of keys) remove(objects, key)
      return xml(200, documentOf('DeleteResult', { Deleted: keys.map(Key => ({ Key })) }))
    },

    ListObjectsV2: ({ url }, objects) => xml(200, listPage(url.searchParams, objects)),
    ListObjectVersions: ({ url }, objects) => xml(200, versionsOf(objects).page(url.searchParams, objects)),
  }

  function remove(objects: Map<string, S3Object>, key: string): void {
    if (versioned) versionsOf(objects).remove(key, objects.get(key))
    objects.delete(key)
  }

  const double = await startDouble('AWS_ENDPOINT_URL_S3', { understand, refusal }, options)
  return { ...double, bucket, former: name => versionsOf(bucket(name)).former }
}

function nameOf({ method, url }: Request, key: string): string {
  const names = key
    ? { GET: 'GetObject', HEAD: 'HeadObject', PUT: 'PutObject', DELETE: 'DeleteObject' }
    : {
        GET: url.searchParams.has('versions')
          ? 'ListObjectVersions'
          : url.searchParams.get('list-type') === '2'
            ? 'ListObjectsV2'
            : undefined,
        HEAD: 'HeadBucket',
        POST: url.searchParams.has('delete') ? 'DeleteObjects' : undefined,
      }
  return (names as Record<string, string | undefined>)[method] ?? `${method} ${url.search}`
}

const tagsOf = (header: string | undefined) => header?.split(',').map(tag => tag.trim()) ?? []

function read(headers: Request['headers'], found: S3Object | undefined, withBody: boolean): Answer {
  if (!found) throw new Refusal(404, 'NoSuchKey', 'The specified key does not exist.')
  if (headers['if-match'] && !tagsOf(headers['if-match']).includes(found.etag))
    throw new Refusal(412, 'PreconditionFailed', 'If-Match does not hold.')
  if (tagsOf(headers['if-none-match']).includes(found.etag)) return { status: 304, headers: { etag: found.etag } }
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? []
  const body = from === undefined ? found.body : found.body.subarray(Number(from), to ? Number(to) + 1 : undefined)
  return {
    status: from === undefined ? 200 : 206,
    headers: {
      etag: found.etag,
      'last-modified': httpDate(found.modifiedAtMs),
      'content-type': found.contentType,
      ...(headers['x-amz-checksum-mode'] && from === undefined && { 'x-amz-checksum-crc32': found.crc32 }),
    },
    body: withBody ? body : '',
  }
}

function checkWrite(headers: Request['headers'], found: S3Object | undefined): void {
  if (headers['if-none-match'] === '*' && found) throw new Refusal(412, 'PreconditionFailed', 'The object exists.')
  if (!headers['if-match']) return
  if (!found) throw new Refusal(404, 'NoSuchKey', 'The specified key does not exist.')
  if (headers['if-match'] !== found.etag) throw new Refusal(412, 'PreconditionFailed', 'If-Match does not hold.')
}

const xml = (status: number, body: string): Answer => ({ status, headers: { 'content-type': 'application/xml' }, body })

const refusal = (status: number, Code: string, Message: string): Answer =>
  xml(status, documentOf('Error', { Code, Message }).replace(/ xmlns="[^"]*"/, ''))

/** RFC 9110: `Thu, 20 Nov 2026 11:00:00 GMT`. */
const httpDate = (ms: number): string => {
  const iso = isoOf(ms)
  const [year, month, day] = iso.slice(0, 10).split('-')
  const weekday = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'][Math.floor(ms / 86_400_000) % 7]
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
  return `${weekday}, ${day} ${months[Number(month) - 1]} ${year} ${iso.slice(11, 19)} GMT`
}

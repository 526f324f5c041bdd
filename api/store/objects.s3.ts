/**
 * Objects in an S3 bucket. Conditional writes are S3's own (If-Match, If-None-Match), the tag is the ETag.
 *
 * The SDK repeats a request that failed on the way, at most 3 times. If the first one arrived and only its answer was
 * lost, the repetition meets our own new object and S3 says 412: a false conflict. That is why a conflict is a reason to
 * look again, never a proof that nothing was written (rule 3).
 */
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3'
import { checkKey, checkPrefix } from './objects.keys.ts'
import type { ObjectStore, PutCondition } from './objects.ts'

/** An attempt that is silent for so long is given up (the SDK may notice 3 s late); three of them fit into the writer's 30 s. */
const silenceMsMax = 6_000
const connectMsMax = 3_000

export interface S3Options {
  bucket: string
  /** Without slashes at its ends; empty: the whole bucket. */
  prefix: string
  /** Region, endpoint, credentials; from the environment when absent. */
  client?: S3ClientConfig
  timeoutMs?: number
}

export function s3Objects({ bucket, prefix, client = {}, timeoutMs = silenceMsMax }: S3Options): ObjectStore {
  const requestHandler = { connectionTimeout: Math.min(connectMsMax, timeoutMs), socketTimeout: timeoutMs }
  const s3 = new S3Client({ requestHandler, ...client })
  const under = prefix ? `${prefix}/` : ''
  const at = (key: string) => ({ Bucket: bucket, Key: `${under}${key}` })

  return {
    async get(key, { ifNoneMatch } = {}) {
      checkKey(key)
      try {
        const got = await s3.send(new GetObjectCommand({ ...at(key), IfNoneMatch: ifNoneMatch }))
        if (!got.Body || !got.ETag) throw new Error('S3 answered without a body or an ETag.')
        return { kind: 'found', body: await got.Body.transformToByteArray(), tag: got.ETag }
      } catch (error) {
        if (statusOf(error) === 304) return { kind: 'unchanged' }
        if (nameOf(error) === 'NoSuchKey') return { kind: 'missing' }
        throw trouble(`reading ${key}`, bucket, error)
      }
    },

    async put(key, body, condition) {
      checkKey(key)
      try {
        const put = await s3.send(new PutObjectCommand({ ...at(key), Body: body, ...headersOf(condition) }))
        if (!put.ETag) throw new Error('S3 answered without an ETag.')
        return { kind: 'written', tag: put.ETag }
      } catch (error) {
        if (condition && refused(error)) return { kind: 'conflict' }
        throw trouble(`writing ${key}`, bucket, error)
      }
    },

    async remove(key) {
      checkKey(key)
      try {
        await s3.send(new DeleteObjectCommand(at(key)))
      } catch (error) {
        throw trouble(`removing ${key}`, bucket, error)
      }
    },

    async *list(listed, { after } = {}) {
      checkPrefix(listed)
      let token: string | undefined
      do {
        const page = await s3
          .send(
            new ListObjectsV2Command({
              Bucket: bucket,
              Prefix: `${under}${listed}`,
              StartAfter: after ? `${under}${after}` : undefined,
              ContinuationToken: token,
            }),
          )
          .catch(error => {
            throw trouble(`listing ${listed}`, bucket, error)
          })
        for (const { Key, Size = 0, LastModified } of page.Contents ?? []) {
          if (!Key || !LastModified) continue
          yield { key: Key.slice(under.length), sizeBytes: Size, modifiedAt: LastModified.toISOString() }
        }
        token = page.NextContinuationToken
      } while (token)
    },

    async forgetVersions(listed) {
      checkPrefix(listed)
      let forgotten = 0
      let marker: { KeyMarker?: string; VersionIdMarker?: string } = {}
      try {
        for (;;) {
          const asked = { Bucket: bucket, Prefix: `${under}${listed}`, ...marker }
          const page = await s3.send(new ListObjectVersionsCommand(asked))
          const former = (page.Versions ?? []).filter(each => each.IsLatest !== true)
          await Promise.all(
            former.map(({ Key, VersionId }) => s3.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId }))),
          )
          forgotten += former.length
          if (!page.IsTruncated) return forgotten
          marker = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
        }
      } catch (error) {
        throw trouble(`forgetting old versions under ${listed || 'everything'}`, bucket, error)
      }
    },

    async close() {
      s3.destroy()
    },
  }
}

/**
 * 412: the condition did not hold. 409 ConditionalRequestConflict: another write was under way at that moment and this
 * one was not carried out. NoSuchKey answers If-Match on a key that is not there.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
const refused = (error: unknown) =>
  statusOf(error) === 412 || ['ConditionalRequestConflict', 'NoSuchKey'].includes(nameOf(error))

function headersOf(condition: PutCondition | undefined) {
  if (!condition) return {}
  return 'ifMatch' in condition ? { IfMatch: condition.ifMatch } : { IfNoneMatch: '*' }
}

const statusOf = (error: unknown) =>
  (error as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata?.httpStatusCode

const nameOf = (error: unknown) => (error instanceof Error ? error.name : '')

/** The service, not the program: the sentence says what it answered. Retry later, or look at the name and the rights. */
export class S3Problem extends Error {}

const trouble = (doing: string, bucket: string, cause: unknown) =>
  new S3Problem(`S3 failed ${doing} in bucket ${bucket}: ${cause instanceof Error ? cause.message : cause}`, { cause })

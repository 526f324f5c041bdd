/** ListObjectsV2. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
import { isoOf } from '../../api/clock.ts'
import type { S3Object } from './s3.ts'
import { documentOf } from './s3.xml.ts'

const pageKeysMax = 1_000

interface Item {
  /** The key, or the common prefix that stands for all keys below it. */
  name: string
  prefix: boolean
}

export function listPage(query: URLSearchParams, objects: Map<string, S3Object>): string {
  const prefix = query.get('prefix') ?? ''
  const delimiter = query.get('delimiter')
  const token = query.get('continuation-token')
  const after = token ? Buffer.from(token, 'base64url').toString() : (query.get('start-after') ?? '')
  const max = Math.min(pageKeysMax, Number(query.get('max-keys') ?? pageKeysMax))

  const items = itemsOf([...objects.keys()], prefix, delimiter).filter(({ name }) => inBytes(name, after) > 0)
  const page = items.slice(0, max)
  const last = page.at(-1)
  const encoded = query.get('encoding-type') === 'url' ? encodeURIComponent : (text: string) => text
  return documentOf('ListBucketResult', {
    Prefix: encoded(prefix),
    KeyCount: page.length,
    MaxKeys: max,
    IsTruncated: items.length > max,
    NextContinuationToken: items.length > max && last ? Buffer.from(last.name).toString('base64url') : undefined,
    Contents: page
      .filter(item => !item.prefix)
      .map(({ name }) => {
        const found = objects.get(name)
        const { body, etag, modifiedAtMs } = found as S3Object
        return {
          Key: encoded(name),
          LastModified: isoOf(modifiedAtMs),
          ETag: etag,
          Size: body.length,
          StorageClass: 'STANDARD',
        }
      }),
    CommonPrefixes: page.filter(item => item.prefix).map(({ name }) => ({ Prefix: encoded(name) })),
  })
}

function itemsOf(keys: string[], prefix: string, delimiter: string | null): Item[] {
  const names = new Map<string, Item>()
  for (const key of keys.filter(each => each.startsWith(prefix))) {
    const cut = delimiter ? key.indexOf(delimiter, prefix.length) : -1
    const name = cut < 0 ? key : key.slice(0, cut + (delimiter ?? '').length)
    names.set(name, { name, prefix: cut >= 0 })
  }
  return [...names.values()].sort((a, b) => inBytes(a.name, b.name))
}

const inBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

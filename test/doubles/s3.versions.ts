/** What a versioned bucket keeps of objects that were replaced or removed. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
import { isoOf } from '../../api/clock.ts'
import type { S3Object } from './s3.ts'
import { documentOf } from './s3.xml.ts'

export interface FormerVersion {
  key: string
  versionId: string
  object: S3Object
}

export class Versions {
  readonly former: FormerVersion[] = []
  /** Keys that a delete marker hides. */
  readonly #markers = new Set<string>()
  #made = 0

  replace(key: string, present: S3Object | undefined): void {
    this.#keep(key, present)
    this.#markers.delete(key)
  }

  remove(key: string, present: S3Object | undefined): void {
    this.#keep(key, present)
    this.#markers.add(key)
  }

  forget(key: string, versionId: string): void {
    const index = this.former.findIndex(each => each.key === key && each.versionId === versionId)
    if (index >= 0) this.former.splice(index, 1)
  }

  #keep(key: string, object: S3Object | undefined): void {
    if (object) this.former.push({ key, versionId: `v${++this.#made}`, object })
  }

  page(query: URLSearchParams, objects: ReadonlyMap<string, S3Object>): string {
    const prefix = query.get('prefix') ?? ''
    const from = Number(query.get('key-marker') ?? 0)
    const max = Number(query.get('max-keys') ?? 1_000)
    const version = (Key: string, VersionId: string, IsLatest: boolean, { body, etag, modifiedAtMs }: S3Object) => ({
      Key: query.get('encoding-type') === 'url' ? encodeURIComponent(Key) : Key,
      VersionId,
      IsLatest,
      LastModified: isoOf(modifiedAtMs),
      ETag: etag,
      Size: body.length,
    })
    const all = [
      ...[...objects].map(([key, object]) => version(key, 'present', true, object)),
      ...this.former.map(({ key, versionId, object }) => version(key, versionId, false, object)),
    ].filter(({ Key }) => decodeURIComponent(Key).startsWith(prefix))
    const isTruncated = all.length > from + max
    return documentOf('ListVersionsResult', {
      Prefix: prefix,
      IsTruncated: isTruncated,
      NextKeyMarker: isTruncated ? from + max : undefined,
      NextVersionIdMarker: isTruncated ? 'next' : undefined,
      Version: all.slice(from, from + max),
      DeleteMarker: [...this.#markers]
        .filter(key => key.startsWith(prefix))
        .map(key => ({ Key: key, VersionId: 'marker', IsLatest: true })),
    })
  }
}

/** A store's objects, and how many of them were read and written through here, and how large. */
import type { ObjectStore } from '../../api/store/objects.ts'

/** By kind: `root`, `manifests`, `log`, `segments`. */
export type Tally = Record<string, { objects: number; bytes: number }>

export interface CountedObjects extends ObjectStore {
  readonly read: Tally
  readonly written: Tally
}

export function countedObjects(objects: ObjectStore): CountedObjects {
  const read: Tally = {}
  const written: Tally = {}
  return {
    ...objects,
    read,
    written,
    async get(key, options) {
      const got = await objects.get(key, options)
      add(read, key, got.kind === 'found' ? got.body.byteLength : 0)
      return got
    },
    async put(key, body, condition) {
      const put = await objects.put(key, body, condition)
      if (put.kind === 'written') add(written, key, body.byteLength)
      return put
    },
  }
}

function add(tally: Tally, key: string, bytes: number): void {
  const slash = key.indexOf('/')
  const kind = slash < 0 ? key.replace(/\..*/, '') : key.slice(0, slash)
  tally[kind] ??= { objects: 0, bytes: 0 }
  tally[kind].objects++
  tally[kind].bytes += bytes
}

export const sumOf = (tally: Tally, what: 'objects' | 'bytes'): number =>
  Object.values(tally).reduce((sum, each) => sum + each[what], 0)

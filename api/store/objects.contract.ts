/** What every `ObjectStore` promises, run over all of them by `objects.test.ts`. */
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Got, Listed, ObjectStore, Put } from './objects.ts'

export interface OpenedStorage {
  /** Two clients of one empty storage: what one does, the other sees. */
  objects: ObjectStore
  other: ObjectStore
  close(): Promise<void>
}

const bytes = (text: string) => new TextEncoder().encode(text)
const textOf = (got: Got) => (got.kind === 'found' ? new TextDecoder().decode(got.body) : got.kind)

function tagOf(answer: Got | Put): string {
  if ('tag' in answer) return answer.tag
  throw new Error(`there is no tag in "${answer.kind}"`)
}

async function all(listed: AsyncIterable<Listed>): Promise<Listed[]> {
  const found: Listed[] = []
  for await (const each of listed) found.push(each)
  return found
}

export function objectsContract(name: string, open: () => Promise<OpenedStorage>): void {
  describe(`${name} keeps the promises of an object store`, () => {
    let objects: ObjectStore
    let other: ObjectStore
    let storage: OpenedStorage

    beforeEach(async () => {
      storage = await open()
      objects = storage.objects
      other = storage.other
    })
    afterEach(() => storage.close())

    const keysUnder = async (prefix: string, options?: { after?: string }) =>
      (await all(objects.list(prefix, options))).map(({ key }) => key)

    test('what is not there is missing', async () => {
      expect(await objects.get('root.json')).toEqual({ kind: 'missing' })
      expect(await objects.get('segments/contacts/0/1.json', { ifNoneMatch: '"1"' })).toEqual({ kind: 'missing' })
      expect(await all(objects.list(''))).toEqual([])
    })

    test('an acknowledged put is read by everybody, byte for byte', async () => {
      const body = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 31) % 256)
      const put = await objects.put('segments/contacts/7/1-a.ndjson.gz', body)
      const got = await other.get('segments/contacts/7/1-a.ndjson.gz')
      expect(got.kind).toBe('found')
      expect(tagOf(got)).toBe(tagOf(put))
      if (got.kind === 'found') expect(Buffer.compare(Buffer.from(got.body), Buffer.from(body))).toBe(0)
    })

    test('an empty body is a body', async () => {
      await objects.put('empty.json', bytes(''))
      expect(textOf(await other.get('empty.json'))).toBe('')
    })

    test('a caller that goes on writing into its buffer changes nothing', async () => {
      const body = bytes('first')
      await objects.put('root.json', body)
      body.fill(0)
      const got = await objects.get('root.json')
      if (got.kind === 'found') got.body.fill(1)
      expect(textOf(await objects.get('root.json'))).toBe('first')
    })

    test('a get that knows the newest tag is told so, and an older one gets the new body', async () => {
      const first = tagOf(await objects.put('root.json', bytes('first')))
      expect(await other.get('root.json', { ifNoneMatch: first })).toEqual({ kind: 'unchanged' })
      const second = tagOf(await objects.put('root.json', bytes('other'), { ifMatch: first }))
      const got = await other.get('root.json', { ifNoneMatch: first })
      expect(textOf(got)).toBe('other')
      expect(tagOf(got)).toBe(second)
    })

    test('create-only makes an object once', async () => {
      expect((await objects.put('root.json', bytes('mine'), { ifNoneMatch: '*' })).kind).toBe('written')
      expect(await other.put('root.json', bytes('yours'), { ifNoneMatch: '*' })).toEqual({ kind: 'conflict' })
      expect(textOf(await other.get('root.json'))).toBe('mine')
    })

    test('a replacement of a stale tag is refused and writes nothing', async () => {
      const first = tagOf(await objects.put('root.json', bytes('1')))
      const second = tagOf(await other.put('root.json', bytes('2'), { ifMatch: first }))
      expect(await objects.put('root.json', bytes('3'), { ifMatch: first })).toEqual({ kind: 'conflict' })
      expect(tagOf(await objects.get('root.json'))).toBe(second)
      expect(textOf(await objects.get('root.json'))).toBe('2')
    })

    test('a replacement of what is not there is refused', async () => {
      expect(await objects.put('root.json', bytes('1'), { ifMatch: '"1"' })).toEqual({ kind: 'conflict' })
      expect(await objects.get('root.json')).toEqual({ kind: 'missing' })
    })

    test('of 50 who create the same object, one wins', async () => {
      const puts = await Promise.all(
        Array.from({ length: 50 }, async (_, racer) => {
          const put = await (racer % 2 ? objects : other).put('root.json', bytes(`racer ${racer}`), {
            ifNoneMatch: '*',
          })
          return { racer, put }
        }),
      )
      const winners = puts.filter(({ put }) => put.kind === 'written')
      expect(winners).toHaveLength(1)
      expect(textOf(await objects.get('root.json'))).toBe(`racer ${winners[0]?.racer}`)
    })

    test('of 50 who replace the same tag, one wins, in each of 10 rounds', async () => {
      let tag = tagOf(await objects.put('root.json', bytes('start')))
      for (let round = 0; round < 10; round += 1) {
        const puts = await Promise.all(
          Array.from({ length: 50 }, async (_, racer) => {
            // Equal lengths, so that size alone never tells two bodies apart.
            const body = `round ${round} racer ${String(racer).padStart(2, '0')}`
            return { body, put: await (racer % 2 ? objects : other).put('root.json', bytes(body), { ifMatch: tag }) }
          }),
        )
        const winners = puts.filter(({ put }) => put.kind === 'written')
        expect(winners).toHaveLength(1)
        const got = await other.get('root.json')
        expect(textOf(got)).toBe(winners[0]?.body)
        tag = tagOf(got)
      }
    })

    test('swaps as fast as they go never bring an old tag back', async () => {
      const tags = [tagOf(await objects.put('root.json', bytes('000')))]
      for (let swap = 1; swap <= 100; swap += 1) {
        const body = bytes(String(swap).padStart(3, '0'))
        tags.push(tagOf(await objects.put('root.json', body, { ifMatch: tags.at(-1) ?? '' })))
      }
      expect(new Set(tags).size).toBe(tags.length)
    })

    test('readers beside a writer see whole bodies only', async () => {
      const body = (round: number) => String(round % 10).repeat(40_000 + round)
      await objects.put('root.json', bytes(body(0)))
      let writing = true
      const reader = (async () => {
        while (writing) {
          const seen = textOf(await other.get('root.json'))
          expect(seen).toBe(seen[0]?.repeat(seen.length))
          // A read from memory or cache never leaves the microtask queue: let the writer have its turn.
          await setImmediate()
        }
      })()
      for (let round = 1; round <= 50; round += 1) await objects.put('root.json', bytes(body(round)))
      writing = false
      await reader
    })

    test('a list is in ascending order of the bytes of its keys, across folders', async () => {
      const keys = ['a-b/1', 'a.json', 'a/1', 'a/10', 'a/2', 'a/B', 'a/b', 'a0', 'b/c/d/e', 'b/c/d0']
      for (const key of [...keys].reverse()) await objects.put(key, bytes(key))
      expect(await keysUnder('')).toEqual(keys)
    })

    test('a list is of one prefix, which may end anywhere, and goes on behind a key', async () => {
      for (const key of ['log/a/1', 'log/a/2', 'log/ab/1', 'log/b/1', 'logs/1']) await objects.put(key, bytes(key))
      expect(await keysUnder('log/a/')).toEqual(['log/a/1', 'log/a/2'])
      expect(await keysUnder('log/a')).toEqual(['log/a/1', 'log/a/2', 'log/ab/1'])
      expect(await keysUnder('log')).toEqual(['log/a/1', 'log/a/2', 'log/ab/1', 'log/b/1', 'logs/1'])
      expect(await keysUnder('log/', { after: 'log/a/1' })).toEqual(['log/a/2', 'log/ab/1', 'log/b/1'])
      expect(await keysUnder('log/', { after: 'log/a/9' })).toEqual(['log/ab/1', 'log/b/1'])
      expect(await keysUnder('nothing/')).toEqual([])
    })

    test('a list of more than one page is complete, with sizes and times', async () => {
      // Fifty at a time: a thousand connections at once are a test of the machine.
      for (let first = 0; first < 1_100; first += 50)
        await Promise.all(
          Array.from({ length: 50 }, (_, next) => {
            const n = first + next
            return objects.put(`pins/${1_000 + n}.json`, bytes('x'.repeat(n % 7)))
          }),
        )
      const listed = await all(other.list('pins/'))
      expect(listed.map(({ key }) => key)).toEqual(Array.from({ length: 1_100 }, (_, n) => `pins/${1_000 + n}.json`))
      expect(listed.map(({ sizeBytes }) => sizeBytes)).toEqual(Array.from({ length: 1_100 }, (_, n) => n % 7))
      for (const { modifiedAt } of listed) expect(modifiedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    })

    test('a removed object is gone for everybody, and removing it again is no error', async () => {
      await objects.put('pins/a.json', bytes('a'))
      await objects.put('pins/b.json', bytes('b'))
      await objects.remove('pins/a.json')
      await objects.remove('pins/a.json')
      await objects.remove('never/was.json')
      expect(await other.get('pins/a.json')).toEqual({ kind: 'missing' })
      expect(await keysUnder('pins/')).toEqual(['pins/b.json'])
      expect((await other.put('pins/a.json', bytes('again'), { ifNoneMatch: '*' })).kind).toBe('written')
    })

    test.each([
      '',
      '/a',
      'a/',
      'a//b',
      '../a',
      'a/../b',
      'a/./b',
      '.lock.sqlite',
      'a/.b',
      'a b',
      'a\\b',
      'ä',
      'a\0',
      'x'.repeat(201),
    ])('%j is refused as a key, and nothing happens', async key => {
      await expect(objects.put(key, bytes('x'))).rejects.toThrow('is not a key')
      await expect(objects.get(key)).rejects.toThrow('is not a key')
      await expect(objects.remove(key)).rejects.toThrow('is not a key')
      expect(await all(objects.list(''))).toEqual([])
    })
  })
}

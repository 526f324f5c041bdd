import { describe, expect, test } from 'vitest'
import { checkKey } from './objects.keys.ts'
import {
  logKey,
  logManifestKey,
  logPageKey,
  manifestKey,
  parseKey,
  pinKey,
  quarantineKey,
  rootKey,
  segmentKey,
} from './paths.ts'
import { emptyRoot, foldDue, nextTime, parseRoot, serialiseRoot, tailStart } from './root.ts'
import type { Entry, Root } from './view.ts'

describe('keys', () => {
  test.each([
    [rootKey, { kind: 'root' }],
    [manifestKey('contacts', 12, 'ab12'), { kind: 'manifest', collection: 'contacts', sequence: 12 }],
    [manifestKey('deliveries', 12, 'ab12', 'c1'), { kind: 'manifest', collection: 'deliveries', sequence: 12 }],
    [segmentKey('contacts', 'base', 7, 'ab12'), { kind: 'segment', collection: 'contacts', sequence: 7 }],
    [logKey('2026-03-01T10:00:00.000Z', 5, 69, 'ab12'), { kind: 'log', sequence: 69 }],
    [logManifestKey(70, 'ab12'), { kind: 'logManifest', sequence: 70 }],
    [logPageKey(70, 'ab12'), { kind: 'logManifest', sequence: 70 }],
    [pinKey('day-2026-03-01'), { kind: 'pin' }],
    [quarantineKey('0190-abc'), { kind: 'quarantine' }],
    ['uploads/x.csv', undefined],
    ['segments/contacts/base/none.txt', undefined],
  ])('%s is built and parsed here', (key, parsed) => {
    expect(parseKey(key)).toEqual(parsed)
  })

  test('hold any name, in letters that every adapter can carry', () => {
    for (const name of ['2026-03-01T10', '..', '.hidden', 'a/b', 'Zoë (1)', "it's*", '%2E'])
      for (const key of [segmentKey('deliveries', name, 1, 'n'), manifestKey('deliveries', 1, 'n', name), pinKey(name)])
        expect(() => checkKey(key)).not.toThrow()
  })

  test('of different names are different', () => {
    const names = ['a/b', 'a%2Fb', '.a', '%2Ea', 'a b', 'a%20b']
    expect(new Set(names.map(name => pinKey(name))).size).toBe(names.length)
  })
})

describe('the root', () => {
  const entry = (sequence: number, text = ''): Entry => ({
    sequence,
    at: '2026-03-01T00:00:00.000Z',
    commands: [{ id: `k${sequence}`, actor: 'a', outcome: { ok: true, result: text } }],
    operations: [],
  })
  const rootWith = (tail: Entry[]): Root => ({ ...emptyRoot('q', 'n'), sequence: tail.at(-1)?.sequence ?? 0, tail })

  test('is read as it was written', () => {
    const root = rootWith([entry(1), entry(2, 'Zoë')])
    expect(parseRoot(serialiseRoot(root))).toEqual(root)
  })

  test('packs an entry that is large, and reads it as it was', () => {
    const large = entry(1, 'the same again and again, '.repeat(500))
    const root = rootWith([large, entry(2)])
    const body = serialiseRoot(root)
    expect(body.byteLength).toBeLessThan(1_000)
    const read = parseRoot(body)
    expect(read).toEqual(root)
    expect(serialiseRoot(read)).toEqual(body)
  })

  test('takes entries that are known already from the root before', () => {
    const before = rootWith([entry(1), entry(2)])
    const after = parseRoot(serialiseRoot(rootWith([entry(2), entry(3)])), 'read', before)
    expect(after.tail[0]).toBe(before.tail[1])
    expect(after.tail[1]).toEqual(entry(3))
    const restored = parseRoot(serialiseRoot({ ...rootWith([entry(2)]), epoch: 1 }), 'read', before)
    expect(restored.tail[0]).not.toBe(before.tail[1])
  })

  test('is folded by size, by commits and by what its chunks hold', () => {
    expect(foldDue(rootWith([entry(1)]))).toBe(false)
    const long = Array.from({ length: 12 }, (_, n) => entry(n + 1, `${n}${'x'.repeat(3_000)}`))
    expect(foldDue(rootWith(long.slice(0, 9)))).toBe(false)
    expect(foldDue(rootWith(long))).toBe(true)
    expect(foldDue(rootWith(Array.from({ length: 64 }, (_, n) => entry(n + 1))))).toBe(true)
    const chunk = { chunk: 'log/x', bytes: 3_000_000, collections: ['contacts'] }
    expect(foldDue(rootWith([{ ...entry(1), operations: chunk }]))).toBe(true)
  })

  test('says where its tail begins, with a tail and without', () => {
    expect(tailStart(rootWith([entry(7), entry(8)]))).toBe(7)
    expect(tailStart(emptyRoot('q', 'n'))).toBe(1)
  })

  test('is never dated before the one it follows', () => {
    expect(nextTime(rootWith([entry(1)]), Date.parse('2025-01-01'))).toBe('2026-03-01T00:00:00.000Z')
    expect(nextTime(rootWith([entry(1)]), Date.parse('2026-03-02'))).toBe('2026-03-02T00:00:00.000Z')
  })

  test('may be read but not written by code that is a little older', () => {
    const body = serialiseRoot({ ...rootWith([]), format: 2, minWriter: 2 })
    expect(parseRoot(body).format).toBe(2)
    expect(() => parseRoot(body, 'write')).toThrow('can write up to format 1')
  })

  test.each(['', 'half a ro', '[]', '{"sequence":"1"}'])('is refused in a sentence when it is %j', text => {
    expect(() => parseRoot(Buffer.from(text))).toThrow('restore it from a backup')
  })
})

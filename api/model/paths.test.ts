import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { at, diff, type Json, same, withAt } from './index.ts'

const names = fc.constantFrom('a', 'b', 'c', 'address', 'properties')
const strange = fc.constantFrom('x.y', '', '__proto__', 'constructor', 'e-mail')
const leaf = fc.oneof(fc.constantFrom(null, true, 1, 'text', ''), fc.array(fc.nat(3), { maxLength: 3 }))
const inner = fc.dictionary(fc.oneof({ weight: 5, arbitrary: names }, strange), leaf, {
  maxKeys: 4,
  noNullPrototype: true,
})
const value = fc.oneof(
  leaf,
  inner,
  fc.dictionary(names, inner, { maxKeys: 3, noNullPrototype: true }),
) as fc.Arbitrary<Json>
/** Two states of a record: the same fields, as all records of a resource have. */
const states = fc.uniqueArray(names).chain(keys => {
  const record = fc.record(Object.fromEntries(keys.map(key => [key, value])), { noNullPrototype: true })
  return fc.tuple(record, record)
})

const put = (record: Record<string, Json>, changes: Record<string, Json>) =>
  Object.entries(changes).reduce((result, [path, each]) => withAt(result, path, each), record)

describe('a difference', () => {
  it('put into the old state gives the new one, exactly', () => {
    fc.assert(
      fc.property(states, ([before, after]) => {
        expect(put(before, diff(before, after).set)).toEqual(after)
      }),
    )
  })

  it('put back gives the old state; a key that was not there is null', () => {
    const lean = (json: Json): Json =>
      typeof json === 'object' && json !== null && !Array.isArray(json)
        ? Object.fromEntries(Object.entries(json).flatMap(([key, each]) => (each === null ? [] : [[key, lean(each)]])))
        : json
    fc.assert(
      fc.property(states, ([before, after]) => {
        expect(lean(put(after, diff(before, after).was))).toEqual(lean(before))
      }),
    )
  })

  it('names the same paths both ways, and none when nothing changed', () => {
    fc.assert(
      fc.property(states, ([before, after]) => {
        const { set, was } = diff(before, after)
        expect(Object.keys(set)).toEqual(Object.keys(was))
        expect(diff(after, structuredClone(after))).toEqual({ set: {}, was: {} })
      }),
    )
  })

  it('speaks of leaves: parts of addresses, custom properties, lists as a whole', () => {
    const before = { address: { city: 'Leeds', country: 'GB' }, tags: ['a'], properties: {} }
    const after = { address: { city: 'York', country: 'GB' }, tags: ['a', 'b'], properties: { shirtSize: 'L' } }
    expect(diff(before, after)).toEqual({
      set: { 'address.city': 'York', tags: ['a', 'b'], 'properties.shirtSize': 'L' },
      was: { 'address.city': 'Leeds', tags: ['a'], 'properties.shirtSize': null },
    })
  })
})

describe('a path', () => {
  it('reads nothing that is not the record’s own', () => {
    for (const path of ['constructor', 'toString', '__proto__', 'name.length', 'tags.0', 'address.constructor']) {
      expect(at({ name: 'Anna', tags: ['a'], address: {} }, path)).toBeUndefined()
    }
  })

  it('makes the objects on its way, and changes nothing in place', () => {
    const record = Object.freeze({ properties: null })
    expect(withAt(record, 'properties.shirtSize', 'L')).toEqual({ properties: { shirtSize: 'L' } })
  })

  it('never leads into JavaScript itself', () => {
    expect(() => withAt({}, '__proto__.polluted', true)).toThrow('__proto__')
    expect(() => withAt({}, 'a.constructor', true)).toThrow('constructor')
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
})

it('JSON is the same whatever the order of its keys', () => {
  fc.assert(
    fc.property(fc.jsonValue() as fc.Arbitrary<Json>, json => {
      expect(same(json, structuredClone(json))).toBe(true)
      expect(same({ a: 1, b: json }, { b: json, a: 1 })).toBe(true)
      expect(same({ a: json }, { a: json, b: null })).toBe(false)
    }),
  )
})

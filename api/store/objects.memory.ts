/** Objects in memory: for tests and simulations, and for a Dormouse that may forget (`memory:`). */
import { type Clock, isoOf, systemClock } from '../clock.ts'
import { byKey, checkKey, checkPrefix } from './objects.keys.ts'
import { holds, type ObjectStore } from './objects.ts'

interface Held {
  body: Uint8Array
  tag: string
  modifiedAt: string
}

export function memoryObjects({ clock = systemClock }: { clock?: Clock } = {}): ObjectStore {
  const held = new Map<string, Held>()
  let puts = 0

  // Bodies are copied on the way in and out: a caller that goes on writing into its buffer must not change the store.
  return {
    async get(key, { ifNoneMatch } = {}) {
      checkKey(key)
      const found = held.get(key)
      if (!found) return { kind: 'missing' }
      if (found.tag === ifNoneMatch) return { kind: 'unchanged' }
      return { kind: 'found', body: found.body.slice(), tag: found.tag }
    },

    async put(key, body, condition) {
      checkKey(key)
      if (!holds(condition, held.get(key)?.tag)) return { kind: 'conflict' }
      puts += 1
      const tag = `"${puts}"`
      held.set(key, { body: Uint8Array.from(body), tag, modifiedAt: isoOf(clock.nowMs()) })
      return { kind: 'written', tag }
    },

    async remove(key) {
      checkKey(key)
      held.delete(key)
    },

    async *list(prefix, { after = '' } = {}) {
      checkPrefix(prefix)
      const keys = [...held.keys()].filter(key => key.startsWith(prefix) && key > after).sort(byKey)
      for (const key of keys) {
        const found = held.get(key)
        if (found) yield { key, sizeBytes: found.body.byteLength, modifiedAt: found.modifiedAt }
      }
    },

    async close() {},
  }
}

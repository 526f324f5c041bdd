/**
 * Finds words anywhere in the searched fields of all records: the texts of a block of records, folded, lie end to end in
 * one string, and `indexOf` runs over it. A change marks its block, which is put together anew when it is searched next.
 */
import type { StoredRecord } from '../store/view.ts'
import { Bits } from './index-bits.ts'
import type { Slots } from './index-slots.ts'

/** Between two records' texts; no folded text contains it. */
const gap = '\u0001'
const blockBits = 10
const blockSlots = 1 << blockBits

interface Block {
  text: string
  /** Where in `text` each slot's own begins. */
  starts: Uint32Array
}

export class TextIndex {
  #slots: Slots
  #textOf: (record: StoredRecord) => string
  #blocks: (Block | undefined)[] = []
  /** Changed slots by block; their other texts are taken from the old string. */
  #changed = new Map<number, Set<number>>()
  #seen = 0

  constructor(slots: Slots, textOf: (record: StoredRecord) => string) {
    this.#slots = slots
    this.#textOf = textOf
    this.#seen = slots.position
    this.refresh()
  }

  refresh(): this {
    const changed = this.#slots.changedSince(this.#seen)
    this.#seen = this.#slots.position
    if (!changed) this.#blocks = []
    for (const slot of changed ?? []) {
      const block = this.#changed.get(slot >>> blockBits)
      if (block) block.add(slot)
      else this.#changed.set(slot >>> blockBits, new Set([slot]))
    }
    const count = (this.#slots.size + blockSlots - 1) >>> blockBits
    for (let at = 0; at < count; at++) {
      const dirty = this.#changed.get(at)
      if (!this.#blocks[at] || dirty) this.#blocks[at] = this.#put(at, dirty)
    }
    this.#changed.clear()
    return this
  }

  /** The slots whose text contains `word`, which is folded as the texts are. */
  find(word: string): Bits {
    const found = new Bits(this.#slots.size)
    if (word === '' || word.includes(gap)) return found
    for (let at = 0; at < this.#blocks.length; at++) {
      const block = this.#blocks[at]
      if (block) search(block, word, at << blockBits, found)
    }
    return found
  }

  #put(at: number, dirty: Set<number> | undefined): Block {
    const { records, size } = this.#slots
    const first = at << blockBits
    const old = dirty ? this.#blocks[at]?.text.split(gap) : undefined
    const texts: string[] = []
    for (let slot = first; slot < Math.min(first + blockSlots, size); slot++) {
      const kept = dirty?.has(slot) ? undefined : old?.[slot - first]
      const record = records[slot]
      texts.push(kept ?? (record ? this.#textOf(record).replaceAll(gap, ' ') : ''))
    }
    const starts = new Uint32Array(texts.length)
    let length = 0
    for (let each = 0; each < texts.length; each++) {
      starts[each] = length
      length += (texts[each] ?? '').length + 1
    }
    return { text: texts.join(gap), starts }
  }
}

/** One match a record is enough, so each search goes on behind the record it was found in. */
function search(block: Block, word: string, first: number, found: Bits): void {
  const { text, starts } = block
  let each = 0
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, starts[each])) {
    while (each + 1 < starts.length && (starts[each + 1] ?? 0) <= at) each++
    found.set(first + each)
    if (++each >= starts.length) return
  }
}

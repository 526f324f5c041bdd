/**
 * A set of slots (see `index-slots.ts`) as bits: a filter's answer over 100,000 records is 12 KB, and combining or
 * counting such sets takes microseconds.
 */
export class Bits {
  words: Uint32Array

  constructor(slots: number) {
    this.words = new Uint32Array(Math.max(1, (slots + 31) >>> 5))
  }

  /** Makes room for `slots`, doubling so that growing one by one stays cheap. */
  grow(slots: number): void {
    const needed = (slots + 31) >>> 5
    if (needed <= this.words.length) return
    const words = new Uint32Array(Math.max(needed, this.words.length * 2))
    words.set(this.words)
    this.words = words
  }

  has(slot: number): boolean {
    return ((this.words[slot >>> 5] ?? 0) & (1 << (slot & 31))) !== 0
  }

  set(slot: number): void {
    const at = slot >>> 5
    this.words[at] = (this.words[at] ?? 0) | (1 << (slot & 31))
  }

  clear(slot: number): void {
    const at = slot >>> 5
    this.words[at] = (this.words[at] ?? 0) & ~(1 << (slot & 31))
  }

  copy(): Bits {
    const copy = new Bits(0)
    copy.words = this.words.slice()
    return copy
  }

  and(other: Bits): this {
    const theirs = other.words
    for (let at = 0; at < this.words.length; at++) this.words[at] = (this.words[at] ?? 0) & (theirs[at] ?? 0)
    return this
  }

  or(other: Bits): this {
    this.grow(other.words.length << 5)
    const theirs = other.words
    for (let at = 0; at < theirs.length; at++) this.words[at] = (this.words[at] ?? 0) | (theirs[at] ?? 0)
    return this
  }

  andNot(other: Bits): this {
    const theirs = other.words
    for (let at = 0; at < this.words.length; at++) this.words[at] = (this.words[at] ?? 0) & ~(theirs[at] ?? 0)
    return this
  }

  count(): number {
    let count = 0
    for (const word of this.words) count += ones(word)
    return count
  }

  /** The slots in it, ascending. */
  slots(): number[] {
    const slots: number[] = []
    for (let at = 0; at < this.words.length; at++) {
      let word = this.words[at] ?? 0
      while (word !== 0) {
        const lowest = word & -word
        slots.push((at << 5) + (31 - Math.clz32(lowest)))
        word ^= lowest
      }
    }
    return slots
  }
}

/** How many bits of a 32-bit word are set: Hacker's Delight, figure 5-2. */
function ones(word: number): number {
  let sum = word - ((word >>> 1) & 0x55555555)
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333)
  return (((sum + (sum >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

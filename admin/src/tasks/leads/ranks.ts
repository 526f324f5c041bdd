/** Places on the board as numbers with room between them: moving one card writes one card. */

export interface Ranked {
  id: string
  rank: number | null
}

const gap = 1024
/** Halving a gap this small would run out of digits. */
const gapMin = 1e-6

/** Whoever has no place yet stands above the others, as they came. */
export function inOrder<T extends Ranked>(cards: readonly T[]): T[] {
  return [...cards].sort((a, b) => (a.rank ?? Number.NEGATIVE_INFINITY) - (b.rank ?? Number.NEGATIVE_INFINITY) || 0)
}

/**
 * The ranks to write so that `id` stands at `index` among `others` (the column in its order, without the card itself).
 * Mostly one; the whole column where neighbours have no place yet or stand too close.
 */
export function ranksFor(id: string, others: readonly Ranked[], index: number): Ranked[] {
  const before = others[index - 1]
  const after = others[index]
  const from = before ? before.rank : after?.rank == null ? 0 : after.rank - 2 * gap
  const to = after ? after.rank : before?.rank == null ? null : before.rank + 2 * gap
  if (!before && !after) return [{ id, rank: gap }]
  if (from !== null && to !== null && to - from > gapMin) return [{ id, rank: (from + to) / 2 }]
  const column = [...others.slice(0, index), { id, rank: null }, ...others.slice(index)]
  return column.map((card, place) => ({ id: card.id, rank: (place + 1) * gap }))
}

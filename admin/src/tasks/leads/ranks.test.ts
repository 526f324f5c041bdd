import { expect, test } from 'vitest'
import { inOrder, type Ranked, ranksFor } from './ranks.ts'

const card = (id: string, rank: number | null): Ranked => ({ id, rank })
const place = (others: Ranked[], index: number) => {
  const written = new Map(ranksFor('new', others, index).map(each => [each.id, each.rank]))
  const all = [...others, card('new', null)].map(each => card(each.id, written.get(each.id) ?? each.rank))
  return inOrder(all).map(each => each.id)
}

test.each([
  ['an empty column', [], 0, ['new']],
  ['the top', [card('a', 10), card('b', 20)], 0, ['new', 'a', 'b']],
  ['the middle', [card('a', 10), card('b', 20)], 1, ['a', 'new', 'b']],
  ['the bottom', [card('a', 10), card('b', 20)], 2, ['a', 'b', 'new']],
  ['among cards without a place', [card('a', null), card('b', null)], 1, ['a', 'new', 'b']],
  ['between equals', [card('a', 5), card('b', 5)], 1, ['a', 'new', 'b']],
])('a card dropped at %s stands there', (_, others, index, order) => expect(place(others, index)).toEqual(order))

test('a move among cards with places writes the moved card alone', () => {
  expect(ranksFor('new', [card('a', 10), card('b', 20)], 1)).toEqual([card('new', 15)])
})

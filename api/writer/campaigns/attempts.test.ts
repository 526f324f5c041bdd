import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Attempt, changesFor, type Fact, queuedAgain, settled } from './attempts.ts'

const at = (minute: number) => `2026-05-03T09:${String(minute).padStart(2, '0')}:00.000Z`
const intended: Attempt = { attempt: 1, wave: 1, state: 'intended', at: at(0), run: 1 }

test('a fact that says nothing new changes nothing', () => {
  const once = settled([intended], 1, { state: 'delivered', at: at(2), messageId: 'm' })
  expect(settled(once, 1, { state: 'delivered', at: at(2), messageId: 'm' })).toBe(once)
  expect(settled(once, 1, { state: 'uncertain', at: at(3) })).toBe(once)
  expect(settled(once, 7, { state: 'complained', at: at(3) })).toBe(once)
})

test('what was uncertain is settled by any fact that the mail left', () => {
  const doubtful = [{ ...intended, state: 'uncertain' as const }]
  for (const state of ['accepted', 'delivered', 'rejected', 'bounced_hard'] as const)
    expect(changesFor(settled(doubtful, 1, { state, at: at(1) }))).toMatchObject({ state })
})

test('a mail sent again because nobody knew is not sent again once it is known to have left', () => {
  const again = queuedAgain([{ ...intended, state: 'uncertain' }], 1, at(5), 'unsure')
  expect(changesFor(again).state).toBe('queued')
  expect(changesFor(settled(again, 1, { state: 'delivered', at: at(6) }))).toMatchObject({ state: 'delivered' })
  // Somebody who is to get it a second time gets it a second time.
  const wished = queuedAgain([{ ...intended, state: 'accepted' }], 2, at(5), 'again')
  expect(changesFor(settled(wished, 1, { state: 'delivered', at: at(6) }))).toMatchObject({ state: 'queued', wave: 2 })
})

const fact = fc.record({
  state: fc.constantFrom(
    'accepted',
    'delayed',
    'bounced_soft',
    'delivered',
    'rejected',
    'bounced_hard',
    'complained',
  ) as fc.Arbitrary<Fact['state']>,
  at: fc.integer({ min: 0, max: 59 }).map(at),
  messageId: fc.constant('m1'),
  reason: fc.option(fc.constantFrom('full', 'no such user', 'spam'), { nil: undefined }),
})

test('any order of facts and any repetition give the same end', () => {
  fc.assert(
    fc.property(fc.array(fact, { maxLength: 8 }), fc.array(fc.nat(), { maxLength: 30 }), (facts, picks) => {
      const take = (all: readonly Fact[]) =>
        all.reduce<readonly Attempt[]>((tries, each) => settled(tries, 1, each), [intended])
      const shuffled = [...facts]
      for (const [index, pick] of picks.entries())
        if (facts.length > 0)
          shuffled.splice(pick % (shuffled.length + 1), 0, facts[index % facts.length] as (typeof facts)[number])
      expect(changesFor(take(shuffled))).toEqual(changesFor(take(facts)))
      expect(changesFor(take(facts.toReversed()))).toEqual(changesFor(take(facts)))
    }),
  )
})

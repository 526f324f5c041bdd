import { describe, expect, test } from 'vitest'
import type { Entry, Reader } from '../store/view.ts'
import { remembering } from './remembered.ts'

function opened({ expiresMs = 60_000 } = {}) {
  const clock = { nowMs: () => office.nowMs, wait: async () => {} }
  const office = { nowMs: 0, proofs: 0, who: 'ann' as string | undefined, tell: (_on: string) => {} }
  const reader = {
    read: async (_needs: unknown, use: (view: unknown) => unknown) => use({}),
    subscribe: (listener: (entries: readonly Entry[], sequence: number) => void) => {
      office.tell = on => listener([{ operations: [{ on }] } as unknown as Entry], 1)
      return () => {}
    },
  } as unknown as Reader
  const known = remembering<string>(reader, clock, async token => {
    office.proofs++
    return token === 'genuine' && office.nowMs < expiresMs ? { expiresMs, find: () => office.who } : undefined
  })
  return { office, known }
}

describe('who a token speaks for', () => {
  test('is remembered for a few seconds, and looked up again then', async () => {
    const { office, known } = opened()
    expect(await known('genuine')).toBe('ann')
    expect(await known('genuine')).toBe('ann')
    expect(office.proofs).toBe(1)
    office.who = undefined
    office.nowMs = 5_000
    expect(await known('genuine')).toBeUndefined()
    expect(office.proofs).toBe(2)
  })

  test('is looked up at once when staff or sessions change, and not when anything else does', async () => {
    const { office, known } = opened()
    await known('genuine')
    office.tell('contacts')
    office.who = 'nobody yet'
    expect(await known('genuine')).toBe('ann')
    for (const on of ['staff', 'sessions']) {
      office.who = `after ${on}`
      office.tell(on)
      expect(await known('genuine')).toBe(`after ${on}`)
    }
  })

  test('is nobody from the moment the token expires, however short ago it was looked up', async () => {
    const { office, known } = opened({ expiresMs: 1_000 })
    expect(await known('genuine')).toBe('ann')
    office.nowMs = 1_000
    expect(await known('genuine')).toBeUndefined()
  })

  test('is never remembered of a token that is not genuine', async () => {
    const { office, known } = opened()
    expect(await known('forged')).toBeUndefined()
    expect(await known('forged')).toBeUndefined()
    expect(office.proofs).toBe(2)
  })
})

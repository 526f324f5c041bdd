import { describe, expect, test } from 'vitest'
import { openLockout } from './lockout.ts'
import { hashPassword, isPassword, passwordProblem } from './passwords.ts'
import { lowerRole, mayManage } from './roles.ts'
import { openTokens } from './tokens.ts'

const clockAt = (startMs: number) => {
  let nowMs = startMs
  return {
    nowMs: () => nowMs,
    wait: async () => {},
    pass(ms: number) {
      nowMs += ms
    },
  }
}

describe('passwords', () => {
  test('are hashed with a salt of their own and recognised again, composed or not', async () => {
    const [one, two] = await Promise.all([hashPassword('grüne Wiese 7'), hashPassword('grüne Wiese 7')])
    expect(one).not.toBe(two)
    expect(one).toMatch(/^scrypt\$32768\$8\$3\$/)
    expect(await isPassword('grüne Wiese 7'.normalize('NFD'), one)).toBe(true)
    expect(await isPassword('grüne Wiese 8', one)).toBe(false)
  })

  test('a hash that is none, or costs too much to check, fits nothing', async () => {
    for (const hash of ['', 'plain', 'scrypt$1073741824$8$1$AAAA$AAAA', 'bcrypt$1$1$1$a$b'])
      expect(await isPassword('x', hash)).toBe(false)
  })

  test('what is too short, too plain or the address itself is refused with a sentence', () => {
    expect(passwordProblem('short', 'a@b.c')).toMatch(/at least 10/)
    expect(passwordProblem('aaaaaaaaaaaaaa', 'a@b.c')).toMatch(/different/)
    expect(passwordProblem('ann@example.org', 'Ann@Example.org')).toMatch(/not the e-mail/)
    expect(passwordProblem('demo-dormouse-1', 'a@b.c')).toBeUndefined()
  })
})

describe('locking out', () => {
  test('begins with the fifth failure and doubles with each further one, up to a quarter of an hour', () => {
    const clock = clockAt(1_000_000)
    const lockout = openLockout(clock)
    const fail = () => {
      lockout.failed('ann')
      return lockout.waitMs('ann') / 1000
    }
    expect([fail(), fail(), fail(), fail()]).toEqual([0, 0, 0, 0])
    expect([fail(), fail(), fail(), fail(), fail()]).toEqual([15, 30, 60, 120, 240])
    for (let times = 0; times < 10; times++) fail()
    expect(lockout.waitMs('ann')).toBe(900_000)
    expect(lockout.waitMs('bob')).toBe(0)
    clock.pass(900_000)
    expect(lockout.waitMs('ann')).toBe(0)
  })

  test('is remembered across restarts from a minute on, and forgotten by success or a day', () => {
    const clock = clockAt(0)
    const lockout = openLockout(clock)
    const kept = Array.from({ length: 8 }, () => lockout.failed('ann')).filter(each => each !== undefined)
    expect(kept).toEqual([
      { untilMs: 60_000, failures: 7 },
      { untilMs: 120_000, failures: 8 },
    ])
    const next = openLockout(clock)
    next.restore('ann', 8, 120_000)
    expect(next.waitMs('ann')).toBe(120_000)
    next.succeeded('ann')
    expect(next.waitMs('ann')).toBe(0)
    clock.pass(25 * 3_600_000)
    lockout.failed('ann')
    expect(lockout.waitMs('ann')).toBe(0)
  })
})

describe('roles', () => {
  test('the lower of token and record holds, and two that are not comparable hold nothing', () => {
    expect(lowerRole('root', 'staff')).toBe('staff')
    expect(lowerRole('staff', 'root')).toBe('staff')
    expect(lowerRole('staff', 'agent')).toBe('agent')
    expect(lowerRole('agent', 'viewer')).toBeUndefined()
    expect(lowerRole('viewer', 'agent')).toBeUndefined()
  })

  test('root manages everybody, admin those below, others nobody', () => {
    expect(mayManage('root', 'root')).toBe(true)
    expect(mayManage('admin', 'staff')).toBe(true)
    expect(mayManage('admin', 'admin')).toBe(false)
    expect(mayManage('staff', 'viewer')).toBe(false)
  })
})

describe('tokens', () => {
  const key = (seed: number) => new Uint8Array(32).fill(seed)
  const claims = { staffId: 'ann', sessionId: 's1', role: 'staff' as const, expiresMs: 2_000_000_000_000 }

  test('say again what was signed, until they expire, also when they are remembered', async () => {
    const clock = clockAt(1_999_999_000_000)
    const tokens = openTokens(key(1), clock)
    const token = await tokens.sign(claims)
    expect(await tokens.verify(token)).toEqual(claims)
    clock.pass(1_000_001)
    expect(await tokens.verify(token)).toBeUndefined()
    expect(await openTokens(key(1), clock).verify(token)).toBeUndefined()
  })

  test('of another key, changed ones and unsigned ones speak for nobody', async () => {
    const clock = clockAt(1_999_999_000_000)
    const token = await openTokens(key(1), clock).sign(claims)
    const [header = '', payload = '', signature = ''] = token.split('.')
    const other = Buffer.from(
      JSON.stringify({ ...JSON.parse(Buffer.from(payload, 'base64url').toString()), role: 'root' }),
    )
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url')
    const tokens = openTokens(key(2), clock)
    const own = openTokens(key(1), clock)
    for (const [verifier, each] of [
      [tokens, token],
      [own, `${header}.${other.toString('base64url')}.${signature}`],
      [own, `${unsigned}.${payload}.`],
      [own, ''],
      [own, 'x.y.z'],
    ] as const)
      expect(await verifier.verify(each)).toBeUndefined()
  })
})

/**
 * Slows down guessing: after a few wrong passwords in a row an account is locked for a while that doubles each time. Kept
 * in memory, so that failing to sign in never makes the writer work; locks of a minute and more are reported to be kept.
 */
import type { Clock } from '../clock.ts'

export interface Lockout {
  /** How long to wait before the next try may be looked at; 0: at once. */
  waitMs(account: string): number
  /** Answers with the end of a lock that is worth remembering across restarts, once per lock. */
  failed(account: string): { untilMs: number; failures: number } | undefined
  succeeded(account: string): void
  /** Takes over what was remembered. */
  restore(account: string, failures: number, untilMs: number): void
}

interface Trouble {
  failures: number
  untilMs: number
  lastMs: number
}

const freeFailures = 5
const firstLockMs = 15_000
const lockMsMax = 15 * 60_000
const rememberFromMs = 60_000
/** Wrong passwords longer ago than this no longer count. */
const forgetMs = 24 * 3_600_000
/** Guessed addresses must not fill the memory; the oldest are forgotten first. */
const accountsMax = 10_000

export function openLockout(clock: Clock): Lockout {
  const troubles = new Map<string, Trouble>()
  const troubleOf = (account: string): Trouble | undefined => {
    const trouble = troubles.get(account)
    if (trouble && clock.nowMs() - trouble.lastMs > forgetMs) troubles.delete(account)
    return troubles.get(account)
  }
  const put = (account: string, trouble: Trouble) => {
    troubles.delete(account)
    if (troubles.size >= accountsMax) troubles.delete(troubles.keys().next().value ?? '')
    troubles.set(account, trouble)
  }
  return {
    waitMs: account => Math.max(0, (troubleOf(account)?.untilMs ?? 0) - clock.nowMs()),
    failed(account) {
      const nowMs = clock.nowMs()
      const failures = (troubleOf(account)?.failures ?? 0) + 1
      const doubled = firstLockMs * 2 ** (failures - freeFailures)
      const lockMs = failures < freeFailures ? 0 : Math.min(doubled, lockMsMax)
      put(account, { failures, untilMs: nowMs + lockMs, lastMs: nowMs })
      return lockMs >= rememberFromMs ? { untilMs: nowMs + lockMs, failures } : undefined
    },
    succeeded: account => void troubles.delete(account),
    restore(account, failures, untilMs) {
      if (!troubles.has(account)) put(account, { failures, untilMs, lastMs: clock.nowMs() })
    },
  }
}

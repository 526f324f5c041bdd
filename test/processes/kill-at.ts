/**
 * Kills its own process with -9 just before the Nth file or SQLite operation after `arm(n)`, so that a test can walk through
 * every window between two operations. Import it before whatever is to be killed.
 */
import fs from 'node:fs'
import promises from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { DatabaseSync, StatementSync } from 'node:sqlite'

let left = Number.POSITIVE_INFINITY

export function arm(operations: number): void {
  left = operations
}

type Callable = (...args: unknown[]) => unknown

function watch(owner: object, names: string[]): void {
  const methods = owner as Record<string, Callable>
  for (const name of names) {
    const original = methods[name] as Callable
    methods[name] = function (this: unknown, ...args: unknown[]) {
      left -= 1
      if (left <= 0) process.kill(process.pid, 'SIGKILL')
      return original.apply(this, args)
    }
  }
}

watch(fs, ['openSync', 'closeSync', 'fsync', 'renameSync', 'writeFileSync', 'writeFile', 'utimesSync', 'mkdirSync'])
watch(promises, ['mkdir', 'rm', 'unlink', 'open', 'readdir'])
watch(DatabaseSync.prototype, ['exec'])
watch(StatementSync.prototype, ['run', 'all', 'get'])
syncBuiltinESMExports()

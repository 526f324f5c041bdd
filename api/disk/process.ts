/**
 * Tells whether the process that took something is still there, so that what it held need not wait for a time-out.
 * A mark is the process id and, where the kernel tells (Linux), its start time: ids are used again, in containers at once.
 */
import { readFileSync } from 'node:fs'

export const processMark = (): string => markOf(process.pid)

/** True when in doubt: a live process must never be taken for a dead one. */
export function processLives(mark: string): boolean {
  const pid = Number.parseInt(mark, 10)
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
  return markOf(pid) === mark
}

/** Field 22 of /proc/<pid>/stat, counted behind the command's name, which may itself hold spaces and brackets. */
function markOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return `${pid}:${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`
  } catch {
    return `${pid}:`
  }
}

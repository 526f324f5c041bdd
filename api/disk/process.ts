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
  const now = statOf(pid)
  if (!now) return true
  // A zombie is dead; only its parent has not noticed.
  return now.state !== 'Z' && `${pid}:${now.start}` === mark
}

function markOf(pid: number): string {
  return `${pid}:${statOf(pid)?.start ?? ''}`
}

/** Fields 3 and 22 of /proc/<pid>/stat, counted behind the command's name, which may itself hold spaces and brackets. */
function statOf(pid: number): { state: string; start: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0] ?? '', start: fields[19] ?? '' }
  } catch {
    return undefined
  }
}

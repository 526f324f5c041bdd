/**
 * Pins: roots kept under a name, so that the collector leaves alone all that they lead to. A backup makes one, and so does
 * the first fold of each day: from there an earlier state is a short walk along the log (`past.ts`).
 */
import type { ObjectStore } from './objects.ts'
import { pinKey, pinPrefix } from './paths.ts'
import { parseRoot, rootTime, serialiseRoot } from './root.ts'
import type { Root } from './view.ts'

/** Every pin of the last five weeks is kept; of what is older, the first of each month. */
const dailyDays = 35
const dayMs = 24 * 3_600_000

/** Names that say when: `day-2026-03-01`, `backup-2026-03-01T09-30-00`. Others are kept, but no way leads from them. */
const timed = /^(?:day|backup)-(\d{4}-\d{2}-\d{2})(?:T(\d{2})-(\d{2})-(\d{2}))?$/

const copyingPrefix = 'copying-'
/** No copy takes longer: whoever made this pin was killed. */
const copyingDays = 7

export const backupPinName = (at: string): string => `backup-${at.slice(0, 19).replaceAll(':', '-')}`
/** Of a backup that is being copied, or was killed while it was. */
export const isUnfinished = (name: string): boolean => name.startsWith(copyingPrefix)
/** While a backup is being copied: one that was killed is known by it. */
export const copyingPinName = (backup: string): string => backup.replace(/^backup-/, copyingPrefix)
export const dayPinName = (at: string): string => `day-${at.slice(0, 10)}`

export async function pinNames(objects: ObjectStore): Promise<string[]> {
  const names: string[] = []
  for await (const { key } of objects.list(pinPrefix)) names.push(key.slice(pinPrefix.length, -'.json'.length))
  return names
}

export async function readPin(objects: ObjectStore, name: string): Promise<Root | undefined> {
  const got = await objects.get(pinKey(name))
  return got.kind === 'found' ? parseRoot(got.body) : undefined
}

/** The first to take a name keeps it. */
export async function pin(objects: ObjectStore, name: string, root: Root): Promise<boolean> {
  return (await objects.put(pinKey(name), serialiseRoot(root), { ifNoneMatch: '*' })).kind === 'written'
}

/** The newest pinned root that is not younger than the time. */
export async function pinBefore(objects: ObjectStore, time: string): Promise<Root | undefined> {
  const named = (await pinNames(objects)).flatMap(name => {
    const since = timeOf(name)
    return since !== undefined && since <= time ? [{ name, since }] : []
  })
  named.sort((a, b) => (a.since < b.since ? 1 : -1))
  for (const { name } of named) {
    const root = await readPin(objects, name)
    if (root && root.tail.length > 0 && rootTime(root) <= time) return root
  }
  return undefined
}

/**
 * Pins that need not be kept any longer: of days and of backups what is long past, the first of each month excepted, and
 * those of backups that were never finished. What a backup copied is none of this: it lasts as long as its folder.
 */
export function fadedPins(names: readonly string[], nowMs: number): string[] {
  const unfinished = names.filter(
    name => isUnfinished(name) && dayMsOf(name, copyingPrefix) < nowMs - copyingDays * dayMs,
  )
  return [...unfinished, ...['day-', 'backup-'].flatMap(prefix => fadedOf(prefix, names, nowMs))]
}

function fadedOf(prefix: string, names: readonly string[], nowMs: number): string[] {
  const months = new Set<string>()
  const theirs = names.filter(name => name.startsWith(prefix) && timed.test(name)).sort()
  return theirs.filter(name => {
    const month = name.slice(0, prefix.length + '2026-03'.length)
    const isFirst = !months.has(month)
    months.add(month)
    return !isFirst && dayMsOf(name, prefix) < nowMs - dailyDays * dayMs
  })
}

const dayMsOf = (name: string, prefix: string): number =>
  Date.parse(name.slice(prefix.length, prefix.length + '2026-03-01'.length))

/** The earliest moment that a pin of this name may stand for. */
function timeOf(name: string): string | undefined {
  const [, day, hour = '00', minute = '00', second = '00'] = timed.exec(name) ?? []
  return day && `${day}T${hour}:${minute}:${second}.000Z`
}

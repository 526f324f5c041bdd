/** `gc`: what nothing leads to goes, a week after it was written; what still shows an erased person goes at once. */
import { type Erased, erasedCollection } from '../erasure/erased.ts'
import { erasure } from '../erasure/redaction.ts'
import { collectGarbage, removeOlder } from '../store/collect.ts'
import { pinKey } from '../store/paths.ts'
import { fadedPins, pinNames } from '../store/pins.ts'
import { sweep } from '../store/redact.ts'
import type { Task, Tools } from './task.ts'
import { count, size } from './words.ts'

/** Staged payloads outlive the queue and its dead letters; S3 does the same by a rule of its bucket. */
const stagedKeepMs = 15 * 24 * 3_600_000

export const gc: Task = async (tools, { options }) => {
  const { objects, clock, say, bar } = tools
  const dryRun = options['dry-run'] === true
  const pins = fadedPins(await pinNames(objects), clock.nowMs())
  if (!dryRun) for (const name of pins) await objects.remove(pinKey(name))
  const progress = bar('Removing')
  const found = await collectGarbage({ objects, clock }, { dryRun, onProgress: progress })
  progress.end()
  say(
    `${dryRun ? 'Would remove' : 'Removed'} ${found.removed} of ${count(found.objects, 'file')}, ${size(found.removedBytes)}.`,
  )
  if (pins.length > 0)
    say(
      `${dryRun ? 'Would let go of' : 'Let go of'} ${count(pins.length, 'pin')} of days that are long past and of backups that were never finished.`,
    )
  if (found.young > 0)
    say(`${count(found.young, 'file')} more are no longer needed and stay until they are a week old.`)
  for (const name of found.brokenPins) {
    const isOurs = name.startsWith('day-')
    if (isOurs && !dryRun) await objects.remove(pinKey(name))
    say(
      isOurs
        ? `The pin ${name} leads to files that have gone; ${dryRun ? 'it would go' : 'it went'} as well.`
        : `The pin ${name} leads to files that have gone: nothing can be restored from it, only from its copy. Let go of it with backup --forget ${name}.`,
    )
  }
  for (const key of found.strange) say(`${key} is none of this store's; it was left alone.`)
  if (!dryRun) await tidyUp(tools)
  return 0
}

async function tidyUp({ objects, exchange, clock, openReplica, say }: Tools): Promise<void> {
  let staged = 0
  for (const prefix of ['staged/', 'uploads/'])
    staged += await removeOlder({ objects: exchange, clock }, prefix, stagedKeepMs)
  if (staged > 0) say(`Removed ${count(staged, 'staged file')} older than 15 days.`)
  const replica = openReplica(objects)
  const erased = await replica.read({ collections: [erasedCollection] }, view => [
    ...view.table(erasedCollection).values(),
  ])
  await replica.close()
  if (erased.length === 0) return
  const known = { ids: new Set<string>(), records: new Set<string>() }
  for (const { ids, records } of erased as Erased[]) {
    for (const id of ids) known.ids.add(id)
    for (const name of records) known.records.add(name)
  }
  const swept = await sweep(objects, erasure(known))
  if (swept > 0)
    say(`Removed ${count(swept, 'file')} that a writer left behind and that showed somebody who was erased.`)
}

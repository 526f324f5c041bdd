/** `stats`: what the store consists of, and what waits for a person. */
import { quarantinePrefix } from '../store/paths.ts'
import { isUnfinished, pinNames } from '../store/pins.ts'
import { statsOf } from '../store/stats.ts'
import type { Task } from './task.ts'
import { count, listed, moment, size } from './words.ts'

export const statsTask: Task = async ({ objects, say }) => {
  const stats = await statsOf(objects)
  say(`Commit ${stats.sequence.toLocaleString('en')} of ${moment(stats.at)}.`)
  say(`root.json has ${size(stats.rootBytes)}, with ${count(stats.tailCommits, 'commit')} in its tail.`)
  say(`The log has ${count(stats.logChunks, 'chunk')} and ${count(stats.logPages, 'full page')}.`)
  say('')
  const shown = (n: number) => n.toLocaleString('en')
  say('collection           rows  partitions  base files  deltas      size')
  for (const { collection, rows, partitions, baseFiles, deltaFiles, bytes } of stats.collections)
    say(
      [
        collection.padEnd(14),
        shown(rows).padStart(11),
        shown(partitions).padStart(12),
        shown(baseFiles).padStart(12),
        shown(deltaFiles).padStart(8),
        size(bytes).padStart(10),
      ].join(''),
    )
  say('')
  say('objects               how many      size')
  for (const [kind, { count: objectsOfKind, bytes }] of Object.entries(stats.objects))
    say(`${(kindNames[kind] ?? kind).padEnd(20)}${shown(objectsOfKind).padStart(10)}${size(bytes).padStart(10)}`)
  const pins = await pinNames(objects)
  const days = pins.filter(name => name.startsWith('day-'))
  const unfinished = pins.filter(isUnfinished)
  const backups = pins.filter(name => !days.includes(name) && !isUnfinished(name))
  say('')
  say(`${count(days.length, 'day')} can be looked back at in one step.`)
  if (backups.length > 0) say(`Pinned for backups: ${listed(backups)}. backup --forget <name> lets go of one.`)
  if (unfinished.length > 0)
    say(`Under way, or never finished: ${listed(unfinished)}. gc lets go of them after a week.`)
  let aside = 0
  for await (const _ of objects.list(quarantinePrefix)) aside++
  if (aside > 0)
    say(`${count(aside, 'message')} that could not be read or placed lie in ${quarantinePrefix}: look at them.`)
  return 0
}

const kindNames: Record<string, string> = {
  root: 'root.json',
  manifest: 'manifests',
  segment: 'segments',
  log: 'log chunks',
  logManifest: 'log manifests',
  pin: 'pins',
  quarantine: 'quarantine',
  other: 'beside the store',
}

/**
 * `backup [--to <folder>]`: one consistent state under a name, and a whole copy of it in a folder. The server may go on
 * writing: what is copied never changes, and the pin keeps it from being collected meanwhile.
 *
 *   root ─► pins/copying-<time>.json ─► copy what it leads to, and the documents ─► root.json of the copy ─► what is left over
 *                                                                                      └─► pins/backup-<time>.json
 *
 * The log is part of the copy, so earlier moments can be restored from it, too. A folder that is used again ends as a copy
 * of now: what the store no longer has, because somebody was erased, is not in it either.
 */

import { isoOf } from '../clock.ts'
import { copyKeys, copyReferences } from '../store/copy.ts'
import { MissingObject } from '../store/manifest.ts'
import type { ObjectStore } from '../store/objects.ts'
import { openObjects } from '../store/open.ts'
import { presentRoot } from '../store/past.ts'
import { collectablePrefixes, pinKey, rootKey } from '../store/paths.ts'
import { backupPinName, copyingPinName, pin, pinNames } from '../store/pins.ts'
import { addReferences } from '../store/references.ts'
import { rootTime, serialiseRoot } from '../store/root.ts'
import type { Root } from '../store/view.ts'
import { placeOf } from './place.ts'
import { type Asked, type Task, TaskProblem, type Tools, textOption } from './task.ts'
import { count, moment, size } from './words.ts'

export const backup: Task = async (tools, asked) => {
  const forgotten = textOption(asked, 'forget')
  return forgotten === undefined ? takeBackup(tools, asked) : forget(tools, forgotten)
}

/** Where a backup's copy of the documents lies, beside the store's own files. */
export const documentsIn = (place: string): string => `${place}/documents`

async function takeBackup(tools: Tools, asked: Asked): Promise<number> {
  const { objects, documents, clock, say, bar, onStop } = tools
  const root = await presentRoot(objects)
  const name = backupPinName(isoOf(clock.nowMs()))
  const copying = copyingPinName(name)
  const place = placeOf(textOption(asked, 'to') ?? `backups/${name}`)
  await refuseInside(tools, place)
  const unpin = () => objects.remove(pinKey(copying))
  const isDone = onStop(unpin)
  if (!(await pin(objects, copying, root))) {
    isDone()
    throw new TaskProblem('A backup was begun in this very second. Try again.')
  }
  const to = openObjects(place)
  const files = openObjects(documentsIn(place))
  try {
    await mustBeOurs(to)
    const progress = bar('Copying')
    const copied = await copyReferences(objects, to, root, progress)
    progress.end()
    const attached = await copyDocuments(documents, files)
    // Last: a copy that was interrupted has no root, or that of the backup before, which is still whole.
    await to.put(rootKey, serialiseRoot(root))
    await removeLeftovers(to, root)
    await pin(objects, name, root)
    say(`Backed up commit ${root.sequence.toLocaleString('en')} of ${moment(rootTime(root))} to ${place}.`)
    say(
      `${count(copied.copied, 'file')} copied (${size(copied.bytes)}), ${copied.objects - copied.copied} were there already; ${count(attached, 'document')} copied.`,
    )
    say(
      `In the store it is pinned as ${name}. The keys (${tools.config.secretsUrl}) are not in it: keep a copy of them elsewhere.`,
    )
    return 0
  } catch (cause) {
    if (cause instanceof MissingObject)
      throw new TaskProblem('Somebody was erased while this backup was taken. Take it again.', { cause })
    throw cause
  } finally {
    await unpin()
    isDone()
    await Promise.all([to.close(), files.close()])
  }
}

/** A backup inside the store's own folder would be lost with it, and would be looked at as a part of it. */
async function refuseInside({ config }: Tools, place: string): Promise<void> {
  const folder = `${place.replace(/\/+$/, '')}/`
  if (folder.startsWith(`${config.storeUrl.replace(/\/+$/, '')}/`))
    throw new TaskProblem(`${place} lies inside the store itself: name a folder elsewhere, best on another machine.`)
}

/** A folder with something else in it is no place for a backup. */
async function mustBeOurs(to: ObjectStore): Promise<void> {
  if ((await to.get(rootKey)).kind === 'found') return
  for await (const { key } of to.list(''))
    if (!/^(segments|manifests|log|documents)\//.test(key))
      throw new TaskProblem(`There is something else in that folder already (${key}): name an empty one.`)
}

async function copyDocuments(from: ObjectStore, to: ObjectStore): Promise<number> {
  const keys = new Set<string>()
  for await (const { key } of from.list('files/')) keys.add(key)
  const { copied } = await copyKeys(from, to, [...keys])
  await removeOthers(to, 'files/', keys)
  return copied
}

async function removeLeftovers(to: ObjectStore, root: Root): Promise<void> {
  const keys = new Set<string>()
  await addReferences(to, root, keys)
  for (const prefix of collectablePrefixes) await removeOthers(to, prefix, keys)
}

async function removeOthers(to: ObjectStore, prefix: string, keys: ReadonlySet<string>): Promise<void> {
  const others: string[] = []
  for await (const { key } of to.list(prefix)) if (!keys.has(key)) others.push(key)
  for (const key of others) await to.remove(key)
  if (others.length > 0) await to.forgetVersions?.(prefix)
}

/** The copy stays; the store no longer keeps the files that only this state needs. */
async function forget({ objects, say }: Tools, name: string): Promise<number> {
  const names = (await pinNames(objects)).filter(each => !each.startsWith('day-'))
  if (!names.includes(name))
    throw new TaskProblem(`There is no backup called ${name}. There are: ${names.join(', ') || 'none'}.`)
  await objects.remove(pinKey(name))
  say(`The store no longer keeps ${name}; gc removes what only it needed. Its copy is where it was.`)
  return 0
}

/** A store that is gone: a backup becomes the store, on a folder or bucket that has none. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { documentsIn } from '../operations/backup.ts'
import { TaskProblem, type Tools } from '../operations/task.ts'
import { copyKeys, copyReferences } from '../store/copy.ts'
import { memoryObjects } from '../store/objects.memory.ts'
import type { ObjectStore } from '../store/objects.ts'
import { folderOf, openObjects } from '../store/open.ts'
import { presentRoot } from '../store/past.ts'
import { rootKey } from '../store/paths.ts'
import { serialiseRoot } from '../store/root.ts'
import { mustBeBackup } from './earlier.ts'

/**
 * The store's files are there after this, its root is not: it lies in memory, where the restore works on it, and becomes
 * the store's by `begin`. Whatever happens before that, there is no store, and it can be tried again.
 */
export interface Rescued {
  objects: ObjectStore
  begin(): Promise<void>
}

export async function rescue(tools: Tools, backup: ObjectStore, place: string): Promise<Rescued> {
  const { objects, documents, bar } = tools
  await mustBeBackup(backup, place)
  const root = await presentRoot(backup)
  const progress = bar('Copying')
  await copyReferences(backup, objects, root, progress)
  progress.end()
  await copyDocuments(openObjects(documentsIn(place)), documents)
  const memory = memoryObjects()
  await memory.put(rootKey, serialiseRoot(root))
  const overlay: ObjectStore = {
    ...objects,
    get: (key, options) => (key === rootKey ? memory.get(key, options) : objects.get(key, options)),
    put: (key, body, condition) => (key === rootKey ? memory : objects).put(key, body, condition),
  }
  return {
    objects: overlay,
    async begin() {
      const got = await memory.get(rootKey)
      if (got.kind !== 'found') throw new Error('The root of the rescued store is gone.')
      if ((await objects.put(rootKey, got.body, { ifNoneMatch: '*' })).kind !== 'written')
        throw new TaskProblem('A store was begun here meanwhile, so nothing was restored. Stop the server first.')
    },
  }
}

async function copyDocuments(from: ObjectStore, to: ObjectStore): Promise<void> {
  const keys: string[] = []
  for await (const { key } of from.list('files/')) keys.push(key)
  await copyKeys(from, to, keys)
  await from.close()
}

/** Keys are made at the first need, and new ones forget every blocked address. */
export function refuseWithoutKeys({ config }: Tools, isMeant: boolean): void {
  const { secretsUrl } = config
  if (isMeant || !secretsUrl.startsWith('file:') || existsSync(join(folderOf(secretsUrl), 'keys.json'))) return
  throw new TaskProblem(
    `There are no keys at ${secretsUrl}. Put the keys of the lost machine there first: without them every blocked ` +
      'address is forgotten, and the links in old letters stop working. With --new-keys it goes on all the same.',
  )
}

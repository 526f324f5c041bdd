/** Every key that a root leads to, straight or through manifests and the log: what must not be collected. */
import { logChunks, readLogManifest } from './log.ts'
import { type Manifest, MissingObject, readJson } from './manifest.ts'
import type { ObjectStore } from './objects.ts'
import { fromPresent } from './outdated.ts'
import { pinPrefix } from './paths.ts'
import { chunkOf, parseRoot } from './root.ts'
import type { Root } from './view.ts'

/** Adds to `keys`, so that what many pins share is read once. */
export async function addReferences(objects: ObjectStore, root: Root, keys: Set<string>): Promise<void> {
  for (const entry of root.tail) {
    const chunk = chunkOf(entry)?.chunk
    if (chunk !== undefined) keys.add(chunk)
  }
  for (const key of Object.values(root.manifests)) await addManifest(objects, key, keys)
  if (root.log === null || keys.has(root.log)) return
  keys.add(root.log)
  const log = await readLogManifest(objects, root)
  for (const page of log.pages) keys.add(page.key)
  for await (const chunk of logChunks(objects, log)) for (const key of [chunk.key, ...chunk.operations]) keys.add(key)
}

async function addManifest(objects: ObjectStore, key: string, keys: Set<string>): Promise<void> {
  if (keys.has(key)) return
  keys.add(key)
  const manifest = await readJson<Manifest>(objects, key)
  if (manifest.kind === 'partitioned')
    for (const partition of Object.values(manifest.partitions)) await addManifest(objects, partition.manifest, keys)
  else for (const ref of [...manifest.base, ...manifest.deltas]) if (ref) keys.add(ref.key)
}

/** What the present root and the pins lead to. A pin that leads to something that is gone keeps nobody else from anything. */
export async function allReferences(
  objects: ObjectStore,
  presentRoot: () => Promise<Root>,
): Promise<{ references: Set<string>; brokenPins: string[] }> {
  const references = await fromPresent(presentRoot, async root => {
    const keys = new Set<string>()
    await addReferences(objects, root, keys)
    return keys
  })
  const brokenPins: string[] = []
  for await (const { name, root } of pinnedRoots(objects)) {
    try {
      await addReferences(objects, root, references)
    } catch (cause) {
      if (!(cause instanceof MissingObject)) throw cause
      brokenPins.push(name)
    }
  }
  return { references, brokenPins }
}

/** The roots that somebody keeps under a name. */
async function* pinnedRoots(objects: ObjectStore): AsyncGenerator<{ name: string; root: Root }> {
  for await (const { key } of objects.list(pinPrefix)) {
    const got = await objects.get(key)
    if (got.kind === 'found') yield { name: key.slice(pinPrefix.length, -'.json'.length), root: parseRoot(got.body) }
  }
}

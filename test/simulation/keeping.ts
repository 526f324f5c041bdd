/** What must be true of what was pinned, and of what was erased. */
import { isDeepStrictEqual } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { applied } from '../../api/store/apply.ts'
import { specsByName } from '../../api/store/layout.ts'
import { readBody } from '../../api/store/manifest.ts'
import { tableOf } from '../../api/store/past.ts'
import { readPin } from '../../api/store/pins.ts'
import { redact, sweep } from '../../api/store/redact.ts'
import { parseRoot } from '../../api/store/root.ts'
import type { Entry, StoredRecord } from '../../api/store/view.ts'
import { erasureOf, projections, specs } from './commands.ts'
import { snapshotOf } from './restoring.ts'
import type { World } from './world.ts'

/**
 * What was begun is brought to its end, as whoever was told to run it again would. Of what was through nothing may have come
 * back but files that nothing leads to, of writers that were stopped half-way: those are swept away, as the collector does.
 */
export async function finishErasures(world: World): Promise<void> {
  if (world.erasures.size === 0) return
  const { deps } = world.openWriter(world.machine('eraser'))
  const { objects } = deps
  const leaving = { ...objects, remove: async () => undefined }
  const seen = { ...deps, objects: world.broken.has('removal') ? leaving : objects }
  const unfinished = world.erasures.difference(world.erased)
  if (unfinished.size > 0) await redact(seen, erasureOf(unfinished))
  await sweep(seen.objects, erasureOf(world.erasures))
}

/** A pin keeps what it leads to, and says what the log says of its time, whatever was merged and collected since. */
export async function checkPins(world: World, entries: readonly Entry[]): Promise<void> {
  const deps = { objects: world.store, specs: specsByName(specs, projections) }
  for (const name of world.kept) {
    const root = await readPin(world.store, name)
    if (!root) {
      world.violated(`the pin ${name} is gone`)
      continue
    }
    try {
      const table = await tableOf(deps, root, 'items')
      const held = new Map([...table.values()].map(item => [item.id, item]))
      if (!isDeepStrictEqual(held, itemsAt(entries, root.sequence)))
        world.violated(`the pin ${name} says something else than the log`)
    } catch (cause) {
      world.violated(`the pin ${name} leads nowhere: ${cause instanceof Error ? cause.message : cause}`)
    }
  }
}

/** What was read, then or for a restore, is what the log says of that commit. */
export function checkPast(world: World, entries: readonly Entry[]): void {
  const restored = Map.groupBy(world.restored, ({ sequence }) => sequence)
  const items = new Map<string, StoredRecord>()
  for (const entry of entries) {
    apply(items, entry)
    const read = world.states.get(entry.sequence)
    const wanted = restored.get(entry.sequence)
    if (!read && !wanted) continue
    const truth = snapshotOf(items.values())
    if (read && !isDeepStrictEqual(read, truth))
      world.violated(`commit ${entry.sequence} was read otherwise than the log has it`)
    for (const { state } of wanted ?? [])
      if (!isDeepStrictEqual(state, truth))
        world.violated(`commit ${entry.sequence} was restored otherwise than the log has it`)
  }
}

function itemsAt(entries: readonly Entry[], upTo: number): Map<string, StoredRecord> {
  const items = new Map<string, StoredRecord>()
  for (const entry of entries) if (entry.sequence <= upTo) apply(items, entry)
  return items
}

function apply(items: Map<string, StoredRecord>, { operations }: Entry): void {
  for (const operation of Array.isArray(operations) ? operations : []) {
    if (operation.on !== 'items') continue
    const after = applied(items.get(operation.id), operation)
    if (after) items.set(operation.id, after)
    else items.delete(operation.id)
  }
}

/** Not a byte of it anywhere, packed or not. */
export async function checkErased(world: World): Promise<void> {
  if (world.erasures.size === 0) return
  for await (const { key } of world.store.list('')) {
    const text = textOf(key, await readBody(world.store, key))
    for (const secret of world.erasures) if (text.includes(secret)) world.violated(`${key} still holds the ${secret}`)
  }
}

function textOf(key: string, body: Uint8Array): string {
  if (key.endsWith('.gz')) return gunzipSync(body).toString()
  const isRoot = key === 'root.json' || key.startsWith('pins/')
  return isRoot ? JSON.stringify(parseRoot(body)) : Buffer.from(body).toString()
}

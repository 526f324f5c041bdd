/** What must be true of what was pinned, and of what was erased. */
import { isDeepStrictEqual } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { applied } from '../../api/store/apply.ts'
import { specsByName } from '../../api/store/layout.ts'
import { readBody } from '../../api/store/manifest.ts'
import { tableOf } from '../../api/store/past.ts'
import { readPin } from '../../api/store/pins.ts'
import { redact } from '../../api/store/redact.ts'
import { parseRoot } from '../../api/store/root.ts'
import type { Entry, StoredRecord } from '../../api/store/view.ts'
import { erasureOf, projections, specs } from './commands.ts'
import type { World } from './world.ts'

/** What was begun is brought to its end, as whoever was told to run it again would. */
export async function finishErasures(world: World): Promise<void> {
  if (world.erasures.size === 0) return
  const { deps } = world.openWriter(world.machine('eraser'))
  const { objects } = deps
  const leaving = { ...objects, remove: async () => undefined }
  await redact({ ...deps, objects: world.broken.has('removal') ? leaving : objects }, erasureOf(world.erasures))
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
    const state = new Map<string, StoredRecord>()
    for (const { sequence, operations } of entries)
      for (const operation of sequence <= root.sequence && Array.isArray(operations) ? operations : []) {
        const after = operation.on === 'items' ? applied(state.get(operation.id), operation) : undefined
        if (after) state.set(operation.id, after)
        else if (operation.on === 'items') state.delete(operation.id)
      }
    try {
      const table = await tableOf(deps, root, 'items')
      const held = new Map([...table.values()].map(item => [item.id, item]))
      if (!isDeepStrictEqual(held, state)) world.violated(`the pin ${name} says something else than the log`)
    } catch (cause) {
      world.violated(`the pin ${name} leads nowhere: ${cause instanceof Error ? cause.message : cause}`)
    }
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

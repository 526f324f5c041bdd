/** While the embedded server runs: now and then what `npm run store -- gc` does, so that nobody has to think of it. */
import { projections, collectionSpecs as specs } from '../collections.ts'
import type { Log } from '../log.ts'
import { addressHash } from '../mail/address-hash.ts'
import type { Progress } from '../progress.ts'
import type { Secrets } from '../secrets.ts'
import type { ObjectStore } from '../store/objects.ts'
import { openReplica } from '../store/replica.ts'
import { gc } from './gc.ts'
import type { Tools } from './task.ts'

const hourMs = 3_600_000
/** Not while it starts, but on a machine that is on for a morning only as well. */
const firstMs = hourMs
const everyMs = 24 * hourMs

const silent: Progress = Object.assign(() => undefined, { end: () => undefined })

export interface DailyDeps extends Pick<Tools, 'config' | 'objects' | 'exchange' | 'documents' | 'clock' | 'ids'> {
  secrets: Pick<Secrets, 'addressHashKey'>
  log: Log
  signal: AbortSignal
}

/** Resolves when `signal` aborts. What goes wrong is logged, and tried again the next day. */
export async function runDaily({ log, signal, secrets, ...deps }: DailyDeps): Promise<void> {
  const { clock } = deps
  const tools = {
    ...deps,
    openReplica: (objects: ObjectStore) => openReplica({ objects, specs, projections, clock }),
    addressHash: async () => (address: string) => addressHash(secrets.addressHashKey, address),
  }
  for (let waitMs = firstMs; ; waitMs = everyMs) {
    await clock.wait(waitMs, signal)
    if (signal.aborted) return
    const said: string[] = []
    try {
      await gc(
        { ...tools, say: line => said.push(line), bar: () => silent, onStop: () => () => undefined },
        { words: [], options: {} },
      )
      log.info({ said }, 'collected what nothing needs any more')
    } catch (cause) {
      log.warn({ err: cause }, 'collecting gave up for today')
    }
  }
}

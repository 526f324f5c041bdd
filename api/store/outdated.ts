/** Who works beside the writer may hold a root that an erasure or the collector has left behind. */
import { MissingObject } from './manifest.ts'
import type { Replica } from './replica.ts'

/** Undefined where something the root leads to is gone because there is a newer root, which is installed then. */
export async function unlessOutdated<T>(replica: Replica, work: () => Promise<T>): Promise<T | undefined> {
  const { sequence } = replica.root
  try {
    return await work()
  } catch (cause) {
    if (!(cause instanceof MissingObject)) throw cause
    await replica.refresh()
    if (replica.root.sequence === sequence) throw cause
    return undefined
  }
}

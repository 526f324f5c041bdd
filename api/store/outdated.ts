/** Who works beside the writer may hold a root that an erasure or the collector has left behind. */
import { MissingObject } from './manifest.ts'
import type { Replica } from './replica.ts'
import type { Root } from './view.ts'

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

/** What `work` makes of the present root; of the newer one where what the first leads to is gone meanwhile. */
export async function fromPresent<T>(presentRoot: () => Promise<Root>, work: (root: Root) => Promise<T>): Promise<T> {
  for (let root = await presentRoot(); ; ) {
    try {
      return await work(root)
    } catch (cause) {
      if (!(cause instanceof MissingObject)) throw cause
      const { sequence } = root
      root = await presentRoot()
      if (root.sequence === sequence) throw cause
    }
  }
}

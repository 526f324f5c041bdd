/**
 * A worker runs beside other things, or in a container that is paid by its size. V8 lets garbage pile up to gigabytes where
 * the machine has them; here it is collected when it has become much, however much is in use: what is in use can't be given
 * back, and looking through it again and again costs time for nothing.
 * (`--optimize-for-size` kept the process small as well, at twice the processor's time: measured.)
 */
import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const garbageBytesMax = 64 * 1024 * 1024

interface Collection {
  type: 'major'
  execution: 'sync'
  flavor: 'regular' | 'last-resort'
}

export interface Relief {
  /**
   * To be called now and then, between two halves; `wholly` after something large was let go of: then the pages that it lay
   * on are given back to the machine, which takes longer.
   */
  relieve(wholly?: boolean): void
  /** Something large is read and let go of: garbage is looked for all along, and nothing of it counts as in use after it. */
  during<T>(reading: () => Promise<T>): Promise<T>
}

const lookMs = 50
/** Of what is collected otherwise: as much as it pays to wait for where it soon would be more. */
const share = 1 / 4

export function relief(): Relief {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as (how: Collection) => void
  let inUseBytes = heldBytes()

  function collectAbove(bytesMax: number, flavor: Collection['flavor']): void {
    const bytes = heldBytes()
    // V8 collects by itself as well.
    inUseBytes = Math.min(inUseBytes, bytes)
    if (bytes - inUseBytes < bytesMax) return
    collect({ type: 'major', execution: 'sync', flavor })
    inUseBytes = heldBytes()
  }

  return {
    relieve: (wholly = false) =>
      collectAbove(wholly ? garbageBytesMax * share : garbageBytesMax, wholly ? 'last-resort' : 'regular'),
    async during(reading) {
      const inUseBeforeBytes = inUseBytes
      const looking = setInterval(() => collectAbove(garbageBytesMax * share, 'regular'), lookMs)
      try {
        return await reading()
      } finally {
        clearInterval(looking)
        // Let go of by now.
        inUseBytes = inUseBeforeBytes
      }
    },
  }
}

/** Objects, and what they hold outside the heap: mails and requests are buffers. */
function heldBytes(): number {
  const { used_heap_size, external_memory } = getHeapStatistics()
  return used_heap_size + external_memory
}

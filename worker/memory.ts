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

/**
 * Answers what is to be called now and then, between two halves; with `wholly` after something large was let go of: then
 * the pages that it lay on are given back to the machine, which takes longer.
 */
export function relief(): (wholly?: boolean) => void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as (how: Collection) => void
  let inUseBytes = heldBytes()
  return (wholly = false) => {
    const bytes = heldBytes()
    // V8 collects by itself as well.
    inUseBytes = Math.min(inUseBytes, bytes)
    if (bytes - inUseBytes < garbageBytesMax / (wholly ? 4 : 1)) return
    collect({ type: 'major', execution: 'sync', flavor: wholly ? 'last-resort' : 'regular' })
    inUseBytes = heldBytes()
  }
}

/** Objects, and what they hold outside the heap: mails and requests are buffers. */
function heldBytes(): number {
  const { used_heap_size, external_memory } = getHeapStatistics()
  return used_heap_size + external_memory
}

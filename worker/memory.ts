/**
 * A worker runs beside other things, or in a container that is paid by its size. V8 lets garbage pile up to gigabytes where
 * the machine has them; here it is collected when it has become much, however much is in use: what is in use can't be given
 * back, and looking through it again and again costs time for nothing.
 * (`--optimize-for-size` kept the process small as well, at twice the processor's time: measured.)
 */
import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const garbageBytesMax = 64 * 1024 * 1024

/** Answers what is to be called now and then, between two halves. */
export function relief(): () => void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  let inUseBytes = heldBytes()
  return () => {
    const bytes = heldBytes()
    // V8 collects by itself as well.
    inUseBytes = Math.min(inUseBytes, bytes)
    if (bytes - inUseBytes < garbageBytesMax) return
    collect()
    inUseBytes = heldBytes()
  }
}

/** Objects, and what they hold outside the heap: mails and requests are buffers. */
function heldBytes(): number {
  const { used_heap_size, external_memory } = getHeapStatistics()
  return used_heap_size + external_memory
}

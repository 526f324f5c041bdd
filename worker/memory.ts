/**
 * A worker runs beside other things, or in a container that is paid by its size. V8 lets garbage pile up to gigabytes where
 * the machine has them; here it is collected when the process has become larger than a campaign needs, not more often than
 * costs a few per cent of the time. (`--optimize-for-size` kept it small as well, at twice the processor's time: measured.)
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Clock } from '../api/clock.ts'

/** The program itself takes about 120 MB, 100,000 people 60 MB more. */
const residentBytesMax = 200 * 1024 * 1024
const pauseMsMin = 3_000
/** Where there is much to look through, it is looked through less often: at most 4 % of the time go into it. */
const pausesPerCollection = 25

/** Answers what is to be called now and then, between two halves. */
export function relief(clock: Clock): () => void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  let notBeforeMs = Number.NEGATIVE_INFINITY
  return () => {
    const beganMs = clock.nowMs()
    if (beganMs < notBeforeMs || process.memoryUsage.rss() < residentBytesMax) return
    collect()
    const tookMs = clock.nowMs() - beganMs
    notBeforeMs = clock.nowMs() + Math.max(pauseMsMin, tookMs * pausesPerCollection)
  }
}

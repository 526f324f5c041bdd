/**
 * A worker runs beside other things, or in a container that is paid by its size. V8 lets garbage pile up to gigabytes where
 * the machine has them; here it is collected when the process has become larger than a campaign needs, not more often than
 * costs a few per cent of the time. (`--optimize-for-size` kept it small as well, at twice the processor's time: measured.)
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Clock } from '../api/clock.ts'

/** 100,000 people take about 130 MB, the program itself about as much. */
const residentBytesMax = 240 * 1024 * 1024
const pauseMs = 4_000

/** Answers what is to be called now and then, between two halves. */
export function relief(clock: Clock): () => void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  let collectedAtMs = Number.NEGATIVE_INFINITY
  return () => {
    const nowMs = clock.nowMs()
    if (nowMs - collectedAtMs < pauseMs || process.memoryUsage.rss() < residentBytesMax) return
    collectedAtMs = nowMs
    collect()
  }
}

/**
 * Timing. The machine is never ours alone, so peers take turns in short blocks, and what is reported of a set of times is
 * its median and its 99th percentile: a disturbance strikes all of them or shows in the tail.
 */

export interface Times {
  p50: number
  p99: number
  /** How many were measured. */
  count: number
  /** CPU that the server spent on each, in ms; what others do on the machine moves it less than the times. */
  cpuMs?: number
}

/** What is asked, and the CPU time in seconds that whoever answers has used so far. */
export interface Runner {
  ask(at: number): Promise<unknown>
  cpu?(): number
}

export function timesOf(durationsMs: readonly number[]): Times {
  const sorted = [...durationsMs].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99), count: sorted.length }
}

export interface Contest<Name extends string> {
  /** One request (or whatever is timed) of each contestant; `at` counts up, so that no two are the same. */
  runners: Record<Name, Runner>
  /** Timed, of each. */
  rounds: number
  /** Not timed, of each, before the others. */
  warmUp?: number
  blocks?: number
  /** Nobody is timed longer than this; what was done by then counts. */
  msMax?: number
}

/** One at a time, in turns of a block each. */
export async function contest<Name extends string>({
  runners,
  rounds,
  warmUp = 20,
  blocks = 6,
  msMax = 20_000,
}: Contest<Name>): Promise<Record<Name, Times>> {
  const names = Object.keys(runners) as Name[]
  const durations = Object.fromEntries(names.map(name => [name, [] as number[]])) as Record<Name, number[]>
  const spentMs = Object.fromEntries(names.map(name => [name, 0])) as Record<Name, number>
  const asked = Object.fromEntries(names.map(name => [name, 0])) as Record<Name, number>
  const cpuSeconds = Object.fromEntries(names.map(name => [name, 0])) as Record<Name, number>
  const perBlock = Math.ceil(rounds / blocks)
  for (let block = -1; block < blocks; block++)
    for (const name of names) {
      const count = block < 0 ? warmUp : perBlock
      const { ask, cpu } = runners[name]
      const cpuBefore = block < 0 ? 0 : (cpu?.() ?? 0)
      // However slow somebody is, once is measured.
      const isLate = () => spentMs[name] >= msMax && (block < 0 || durations[name].length > 0)
      for (let each = 0; each < count && !isLate(); each++) {
        const startedMs = performance.now()
        await ask(asked[name]++)
        const took = performance.now() - startedMs
        spentMs[name] += took
        if (block >= 0) durations[name].push(took)
      }
      if (block >= 0 && cpu) cpuSeconds[name] += cpu() - cpuBefore
      // The first requests load and index: that time is not theirs to be timed in.
      if (block < 0) spentMs[name] = 0
    }
  const answer = (name: Name): Times => {
    const times = timesOf(durations[name])
    return runners[name].cpu ? { ...times, cpuMs: (cpuSeconds[name] * 1000) / times.count } : times
  }
  return Object.fromEntries(names.map(name => [name, answer(name)])) as Record<Name, Times>
}

/** How many a second when `lanes` ask at once, and how long each waits. In turns, like `contest`. */
export async function throughput<Name extends string>(
  runners: Record<Name, Runner>,
  { lanes, perLane, blocks = 4 }: { lanes: number; perLane: number; blocks?: number },
): Promise<Record<Name, Times & { perSecond: number }>> {
  const names = Object.keys(runners) as Name[]
  const durations = Object.fromEntries(names.map(name => [name, [] as number[]])) as Record<Name, number[]>
  const rates = Object.fromEntries(names.map(name => [name, [] as number[]])) as Record<Name, number[]>
  const asked = Object.fromEntries(names.map(name => [name, 0])) as Record<Name, number>
  const cpuSeconds = Object.fromEntries(names.map(name => [name, 0])) as Record<Name, number>
  for (let block = -1; block < blocks; block++)
    for (const name of names) {
      const cpuBefore = runners[name].cpu?.() ?? 0
      const beganMs = performance.now()
      const lane = async () => {
        for (let each = 0; each < perLane; each++) {
          const startedMs = performance.now()
          await runners[name].ask(asked[name]++)
          if (block >= 0) durations[name].push(performance.now() - startedMs)
        }
      }
      await Promise.all(Array.from({ length: lanes }, lane))
      if (block < 0) continue
      rates[name].push((lanes * perLane * 1000) / (performance.now() - beganMs))
      cpuSeconds[name] += (runners[name].cpu?.() ?? 0) - cpuBefore
    }
  return Object.fromEntries(
    names.map(name => {
      const times = timesOf(durations[name])
      const cpuMs = (cpuSeconds[name] * 1000) / times.count
      return [name, { ...times, cpuMs, perSecond: timesOf(rates[name]).p50 }]
    }),
  ) as Record<Name, Times & { perSecond: number }>
}

/** Seconds that something took, and what it answered. */
export async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; value: T }> {
  const startedMs = performance.now()
  const value = await work()
  return { seconds: (performance.now() - startedMs) / 1000, value }
}

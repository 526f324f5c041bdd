/**
 * What can go wrong between a client and a service, on purpose and repeatably.
 *
 *   double.faults.next('PutObject', { kind: 'resetAfter' })                         the next one's answer is lost
 *   double.faults.next('SendMessage', throttled, { times: 3, after: 10 })           after 10 good ones, 3 are throttled
 *   double.faults.chance('*', { kind: 'refuse', status: 503, code: 'SlowDown' }, 0.1)   a tenth of everything
 *
 * Faults given with `next` come first, in the order they were given; then the chances are drawn, from the seed alone.
 */
export type Fault =
  /** Answered with an error; no effect. */
  | { kind: 'refuse'; status: number; code: string; message?: string }
  /** The connection is cut before anything happened. */
  | { kind: 'resetBefore' }
  /** It happens, and the connection is cut instead of an answer: the lost response. */
  | { kind: 'resetAfter' }
  /** Nothing happens and nothing is answered, until the client gives up. */
  | { kind: 'timeoutBefore' }
  /** It happens, and nothing is answered, until the client gives up. */
  | { kind: 'timeoutAfter' }
  /** The connection is cut, and it happens `ms` later all the same: the late request. */
  | { kind: 'late'; ms: number }
  /** It happens, and the connection is cut in the middle of the answer's body. */
  | { kind: 'torn' }
  /** It happens, and is answered `ms` later. */
  | { kind: 'slow'; ms: number }

/** What a `when` can look at. */
export interface Subject {
  operation: string
  headers: { [name: string]: string | string[] | undefined }
  /** The request in the service's own words: S3 `{bucket, key}`, SQS and SES the parsed JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: each service's own words, read by tests that know them.
  input: any
}

export interface FaultOptions {
  /** Only requests of which this is true; the others neither meet the fault nor count. */
  when?: (subject: Subject) => boolean
}

export interface Faults {
  /** The next `times` (1) requests of `operation` (`*`: any), after letting `after` (0) pass. */
  next(operation: string, fault: Fault, options?: FaultOptions & { times?: number; after?: number }): void
  /** Each request of `operation` (`*`: any) with this probability, 0 to 1. */
  chance(operation: string, fault: Fault, probability: number, options?: FaultOptions): void
  clear(): void
  /** How often each kind struck, as `PutObject resetAfter`. */
  readonly struck: Readonly<Record<string, number>>
}

interface Planned extends FaultOptions {
  operation: string
  fault: Fault
  after: number
  times: number
}

interface Chance extends FaultOptions {
  operation: string
  fault: Fault
  probability: number
}

export function makeFaults(seed: number): Faults & { draw(subject: Subject): Fault | undefined } {
  const random = seededRandom(seed)
  const struck: Record<string, number> = {}
  let planned: Planned[] = []
  let chances: Chance[] = []

  const concerns = ({ operation, when }: Planned | Chance, subject: Subject) =>
    (operation === '*' || operation === subject.operation) && (when?.(subject) ?? true)

  function drawn(subject: Subject): Fault | undefined {
    const plan = planned.find(each => concerns(each, subject))
    if (plan && plan.after > 0) plan.after -= 1
    else if (plan) {
      plan.times -= 1
      if (plan.times === 0) planned = planned.filter(each => each !== plan)
      return plan.fault
    }
    return chances.filter(each => concerns(each, subject)).find(each => random() < each.probability)?.fault
  }

  return {
    next(operation, fault, { times = 1, after = 0, when } = {}) {
      planned.push({ operation, fault, times, after, when })
    },
    chance(operation, fault, probability, { when } = {}) {
      chances.push({ operation, fault, probability, when })
    },
    clear() {
      planned = []
      chances = []
    },
    draw(subject) {
      const fault = drawn(subject)
      if (fault) {
        const name = `${subject.operation} ${fault.kind}`
        struck[name] = (struck[name] ?? 0) + 1
      }
      return fault
    },
    struck,
  }
}

/** Numbers from 0 to 1 that follow from the seed alone (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

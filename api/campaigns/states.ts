/** Groups of delivery states that decisions are made by, on the reading and on the writing side alike. */
import type { DeliveryState } from '@dormouse/model'

/** Somebody has the letter, may have it, or is about to get it: a late wave passes them by. */
export const gotIt: ReadonlySet<DeliveryState> = new Set([
  'queued',
  'intended',
  'uncertain',
  'failed_temporary',
  'accepted',
  'delayed',
  'delivered',
  'complained',
] as const)

/** There is something left for a worker to do. */
export const unfinished = ['queued', 'intended', 'failed_temporary'] as const

/** A person may order these to be tried again. Not sure is not among them: that has a question of its own. */
export const retriable: ReadonlySet<DeliveryState> = new Set([
  'failed_permanent',
  'failed_temporary',
  'bounced_soft',
  'bounced_hard',
  'rejected',
  'skipped',
  'cancelled',
] as const)

/** Places at an event: how many there are is never less than how many are taken, and new ones go to those who wait. */
import { refuse } from '@dormouse/model'
import type { ResourceRules } from '../handler.ts'
import { moveUp } from './attendances.ts'

export const events: ResourceRules = {
  needs: { collections: ['attendances'] },
  prepare(_draft, before, after) {
    const { maxCapacity, registeredCount } = after
    if (
      before &&
      maxCapacity !== null &&
      maxCapacity !== before.maxCapacity &&
      Number(registeredCount) > Number(maxCapacity)
    ) {
      const message = `${registeredCount} people have a place already.`
      return refuse('refused', message, { errors: { maxCapacity: message } })
    }
    return after
  },
  follow(draft, before, after) {
    if (before && after && before.maxCapacity !== after.maxCapacity) moveUp(draft, after.id)
  },
}

/** A task that is given to somebody else rings their bell. */
import { blank, type Json, notifications } from '@dormouse/model'
import type { ResourceRules } from '../handler.ts'

export const activities: ResourceRules = {
  needs: { collections: ['notifications'] },
  follow(draft, before, after) {
    if (after?.kind !== 'task' || after.doneAt !== null) return
    const { assigneeId } = after
    if (typeof assigneeId !== 'string' || assigneeId === before?.assigneeId || assigneeId === draft.actor.id) return
    const told = {
      staffId: assigneeId,
      kind: 'task',
      text: `You have a new task: ${after.subject}`.slice(0, 500),
      about: { resource: 'activities', id: after.id },
    }
    draft.table('notifications').create(draft.newId(), { ...(blank(notifications) as Record<string, Json>), ...told })
  },
}

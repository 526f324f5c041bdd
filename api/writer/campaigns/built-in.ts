/** The group of everyone: a record like any other, so that lists, counts and references need no exception for it. */
import { blank, type Json, type Outcome, segments } from '@dormouse/model'
import type { Handler } from '../handler.ts'
import { everyone } from './actions.ts'

export const installGroups: Handler = {
  needs: () => ({ collections: ['segments'] }),
  decide(draft): Outcome {
    const table = draft.table('segments')
    if (table.get(everyone)) return { ok: true, resource: 'segments', id: everyone }
    table.create(everyone, {
      ...(blank(segments) as Record<string, Json>),
      name: 'Everyone',
      description: 'All the people there are. Whoever may not be written to is left out of every campaign.',
    })
    return { ok: true, resource: 'segments', id: everyone }
  },
}

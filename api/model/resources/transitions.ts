import { choice, dateTime, integer, ref, text } from '../fields/index.ts'
import { stagedNames } from '../names.ts'
import { type RecordOf, resource } from '../resource.ts'

/** A record's time on one stage, from when it came until it left. Kept by the writer. */
export const transitions = resource('transitions', {
  label: ['Move', 'Moves'],
  about: 'When a lead or an opportunity came to a stage and left it: time in stage and funnels are counted from these.',
  title: transition => `${transition.resource}/${transition.recordId}`,
  sort: ['enteredAt', 'desc'],
  when: 'enteredAt',
  fields: {
    resource: choice(stagedNames, { required: true, readOnly: true, list: true, filter: true }),
    recordId: text({ required: true, readOnly: true, list: true, filter: true }),
    fromStage: ref('stages', { readOnly: true, onDelete: 'detach', list: true }),
    toStage: ref('stages', { readOnly: true, onDelete: 'detach', list: true, filter: true }),
    enteredAt: dateTime({ required: true, readOnly: true, list: true }),
    exitedAt: dateTime({ readOnly: true, list: true }),
    seconds: integer({ readOnly: true, list: true, help: 'How long it stayed; blank while it is there.' }),
    by: text({ readOnly: true, list: true }),
  },
  access: { read: { staff: 'all', agent: 'own', viewer: 'all' } },
  own: 'recordId',
  history: false,
})

export type Transition = RecordOf<typeof transitions>

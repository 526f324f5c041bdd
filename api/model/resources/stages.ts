import { choice, integer, refs, text } from '../fields/index.ts'
import { pipelineNames } from '../names.ts'
import { type RecordOf, resource } from '../resource.ts'

/** A step of a pipeline. Which moves are allowed is said here; what records do is in `transitions`. */
export const stages = resource('stages', {
  label: ['Stage', 'Stages'],
  about: 'A step that leads or opportunities go through.',
  title: stage => stage.name,
  sort: ['order', 'asc'],
  menu: { group: 'settings', icon: 'stages', order: 30 },
  fields: {
    pipeline: choice(pipelineNames, { required: true, immutable: true, list: true, filter: true }),
    name: text({ required: true, max: 60, list: true, search: true }),
    order: integer({ required: true, initial: 0, list: true }),
    colour: text({ max: 7, pattern: '^#[0-9a-fA-F]{6}$', hint: 'a colour like #1b6e53', example: '#1b6e53' }),
    kind: choice(['open', 'won', 'lost'], { required: true, initial: 'open', list: true, filter: true }),
    allowedNext: refs('stages', {
      onDelete: 'detach',
      help: 'Where a record may go from here; anywhere when left blank.',
    }),
  },
  unique: [['pipeline', 'name']],
  access: { read: { staff: 'all', agent: 'all', viewer: 'all' }, write: { admin: 'all' } },
})

export type Stage = RecordOf<typeof stages>

import { choice, file, group, integer, ref, text } from '../fields/index.ts'
import { timelineNames } from '../names.ts'
import { type RecordOf, resource } from '../resource.ts'

/** A file kept with a record. */
export const documents = resource('documents', {
  label: ['Document', 'Documents'],
  about: 'A file that belongs to a record.',
  title: document => document.name,
  sort: ['createdAt', 'desc'],
  fields: {
    about: group(
      {
        resource: choice(timelineNames, { label: 'About', filter: true }),
        id: text({ label: 'Which', max: 200 }),
      },
      { refers: { onDelete: 'cascade' } },
    ),
    name: text({ required: true, max: 255, list: true, search: true }),
    file: file({ immutable: true }),
    contentType: text({ readOnly: true, max: 150, list: true }),
    sizeBytes: integer({ readOnly: true, list: true }),
    uploadedBy: ref('staff', { readOnly: true, onDelete: 'detach', list: true }),
  },
  own: 'about',
  access: {
    read: { staff: 'all', agent: 'own', viewer: 'all' },
    write: { staff: 'all', agent: 'own' },
  },
})

export type Document = RecordOf<typeof documents>

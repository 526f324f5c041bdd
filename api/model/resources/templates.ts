import { choice, longText, richText, text } from '../fields/index.ts'
import { type RecordOf, resource } from '../resource.ts'

/** A letter to be filled in for each person. The layout around it (header, postal address, unsubscribe line) is the developers'. */
export const templates = resource('templates', {
  label: ['Template', 'Templates'],
  about: 'A letter with merge fields such as {{firstName}}.',
  title: template => template.name,
  sort: ['name', 'asc'],
  menu: { icon: 'mail', order: 3 },
  fields: {
    name: text({ required: true, max: 120, unique: true, list: true, search: true }),
    subject: text({ required: true, max: 300, list: true, search: true }),
    preheader: text({ max: 200, help: 'The line that mail programs show beside the subject.' }),
    body: richText({ required: true }),
    text: longText({ max: 100_000, label: 'Plain text', help: 'Made from the letter when left blank.' }),
    layout: text({ required: true, initial: 'plain', max: 60, list: true }),
    language: choice(['en', 'de', 'fr'], { required: true, initial: 'en', filter: true }),
  },
  access: { read: { staff: 'all', viewer: 'all' }, write: { staff: 'all' } },
})

export type Template = RecordOf<typeof templates>

import { choice, flag, integer, json, text } from '../fields/index.ts'
import { extensibleNames } from '../names.ts'
import { propertyKeyPattern, propertyKinds } from '../property-kinds.ts'
import { type RecordOf, resource } from '../resource.ts'

/** A field that staff added by clicking. Its values stand in the records under `properties.<key>`. */
export const properties = resource('properties', {
  label: ['Field', 'Fields'],
  about: 'A field that the organisation added itself. Archived ones keep their values and are offered nowhere.',
  title: property => property.label,
  sort: ['position', 'asc'],
  menu: { group: 'settings', icon: 'fields', order: 31 },
  fields: {
    resource: choice(extensibleNames, {
      required: true,
      immutable: true,
      list: true,
      filter: true,
    }),
    key: text({
      required: true,
      immutable: true,
      max: 60,
      pattern: propertyKeyPattern,
      hint: 'a word of letters and digits that begins with a small letter, like shirtSize',
      example: 'shirtSize',
      list: true,
    }),
    label: text({ required: true, max: 100, list: true, search: true }),
    kind: choice(propertyKinds, { required: true, immutable: true, initial: 'text', list: true, filter: true }),
    /** What the kind asks for: `{choices: ["S", "M", "L"]}`, `{currency: "GBP"}`, `{min: 0, max: 10}`, `{to: "contacts"}`. */
    options: json({ shape: 'object' }),
    required: flag({ required: true, initial: false }),
    group: text({ max: 60, label: 'Tab of the form' }),
    position: integer({ required: true, initial: 0 }),
    archived: flag({ required: true, initial: false, list: true, filter: true }),
  },
  unique: [['resource', 'key']],
  access: { read: { staff: 'all', agent: 'all', viewer: 'all' }, write: { admin: 'all' }, delete: {} },
})

export type Property = RecordOf<typeof properties>

/** A part of a letter that only some read: those of whom something is known, or is not. */
import { mergeAttributes, Node } from '@tiptap/core'
import { FieldNames } from './fieldNames.ts'

export interface WhenBoxOptions {
  names: FieldNames
}

export const WhenBox = Node.create<WhenBoxOptions>({
  name: 'whenBox',
  group: 'block',
  content: 'block+',
  defining: true,

  addOptions: () => ({ names: new FieldNames() }),

  addAttributes: () => ({
    when: {
      default: 'if',
      parseHTML: element => (element.getAttribute('data-when') === 'unless' ? 'unless' : 'if'),
      renderHTML: attributes => ({ 'data-when': attributes.when }),
    },
    field: {
      default: '',
      parseHTML: element => element.getAttribute('data-field') ?? '',
      renderHTML: attributes => ({ 'data-field': attributes.field }),
    },
  }),

  parseHTML: () => [{ tag: 'div[data-when]' }],

  renderHTML: ({ HTMLAttributes }) => ['div', mergeAttributes(HTMLAttributes, { class: 'when-box' }), 0],

  addNodeView() {
    const { names } = this.options
    return names.drawing('div', (box, { field, when }) => {
      box.className = 'when-box'
      box.dataset.label = names.words(`templates.when.${when}`, { field: names.of(field) })
    })
  },
})

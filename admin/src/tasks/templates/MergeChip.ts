/** The chip in a letter that stands for something of the reader's: one piece, that one can move and delete but not break. */
import { mergeAttributes, Node } from '@tiptap/core'
import { FieldNames } from './fieldNames.ts'

export interface MergeChipOptions {
  names: FieldNames
}

export const MergeChip = Node.create<MergeChipOptions>({
  name: 'mergeChip',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: true,
  draggable: true,

  addOptions: () => ({ names: new FieldNames() }),

  addAttributes: () => ({
    code: {
      default: '',
      parseHTML: element => element.getAttribute('data-merge') ?? '',
      renderHTML: attributes => ({ 'data-merge': attributes.code }),
    },
  }),

  // Before every mark that a span could also stand for.
  parseHTML: () => [{ tag: 'span[data-merge]', priority: 1000 }],

  renderHTML: ({ HTMLAttributes }) => ['span', mergeAttributes(HTMLAttributes, { class: 'merge-chip' })],

  addNodeView() {
    const { names } = this.options
    return names.drawing('span', (chip, { code }) => {
      chip.className = 'merge-chip'
      chip.textContent = names.of(code)
    })
  },

  renderText: ({ node }) => `{{${node.attrs.code}}}`,
})

/** The chip in a letter that stands for something of the reader's: one piece, that one can move and delete but not break. */
import { mergeAttributes, Node } from '@tiptap/core'

export interface MergeChipOptions {
  /** What a chip says, for the code it carries. */
  label(code: string): string
}

export const MergeChip = Node.create<MergeChipOptions>({
  name: 'mergeChip',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: true,
  draggable: true,

  addOptions: () => ({ label: code => code }),

  addAttributes: () => ({
    code: {
      default: '',
      parseHTML: element => element.getAttribute('data-merge') ?? '',
      renderHTML: attributes => ({ 'data-merge': attributes.code }),
    },
  }),

  // Before every mark that a span could also stand for.
  parseHTML: () => [{ tag: 'span[data-merge]', priority: 1000 }],

  renderHTML({ node, HTMLAttributes }) {
    return ['span', mergeAttributes(HTMLAttributes, { class: 'merge-chip' }), this.options.label(node.attrs.code)]
  },

  renderText: ({ node }) => `{{${node.attrs.code}}}`,
})

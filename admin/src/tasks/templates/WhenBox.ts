/** A part of a letter that only some read: those of whom something is known, or is not. */
import { mergeAttributes, Node } from '@tiptap/core'

export interface WhenBoxOptions {
  /** What stands over the box. */
  label(field: string, when: 'if' | 'unless'): string
}

export const WhenBox = Node.create<WhenBoxOptions>({
  name: 'whenBox',
  group: 'block',
  content: 'block+',
  defining: true,

  addOptions: () => ({ label: field => field }),

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

  renderHTML({ node, HTMLAttributes }) {
    const label = this.options.label(node.attrs.field, node.attrs.when)
    return ['div', mergeAttributes(HTMLAttributes, { class: 'when-box', 'data-label': label }), 0]
  },
})

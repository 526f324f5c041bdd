/**
 * What the chips and boxes of a letter say while it is written: names of fields, in the chosen language.
 *
 * They are drawn beside the document, not kept in it. The names may arrive when somebody is already typing, and making the
 * editor anew for them would take away the focus and what was typed since.
 */
import type { NodeViewRenderer } from '@tiptap/core'
import { useLayoutEffect, useMemo } from 'react'
import { useWords, type Words } from '../parts/words.ts'
import { chipLabel, type MergeField } from './mergeFields.ts'

// biome-ignore lint/suspicious/noExplicitAny: as ProseMirror has them
type Attributes = Record<string, any>

export class FieldNames {
  fields: MergeField[] = []
  words: Words = key => key
  readonly #drawn = new Set<() => void>()

  /** What a chip with that code, or a box about that field, says. */
  of(code: string): string {
    return chipLabel(code, this.fields, this.words)
  }

  /** A node in an element that `draw` gives its words, again whenever the names change; a `div` holds what is in the box. */
  drawing(tag: 'span' | 'div', draw: (element: HTMLElement, attributes: Attributes) => void) {
    const holdsContent = tag === 'div'
    return (({ node, HTMLAttributes }) => {
      const dom = document.createElement(tag)
      for (const [name, value] of Object.entries(HTMLAttributes)) dom.setAttribute(name, String(value))
      const drawNow = () => draw(dom, node.attrs)
      drawNow()
      this.#drawn.add(drawNow)
      return {
        dom,
        contentDOM: holdsContent ? dom : undefined,
        // A name that is drawn is no change of the letter.
        ignoreMutation: ({ type }) => type === 'attributes' || (type !== 'selection' && !holdsContent),
        destroy: () => this.#drawn.delete(drawNow),
      }
    }) satisfies NodeViewRenderer
  }

  change(fields: MergeField[], words: Words): void {
    this.fields = fields
    this.words = words
    for (const draw of this.#drawn) draw()
  }
}

/** The same object for as long as the editor stands. */
export function useFieldNames(fields: MergeField[]): FieldNames {
  const words = useWords()
  const names = useMemo(() => new FieldNames(), [])
  useLayoutEffect(() => names.change(fields, words), [names, fields, words])
  return names
}

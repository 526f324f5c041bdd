/** One line with chips (a subject, a preheader): between its text with mustaches and the editor's document. */
import type { JSONContent } from '@tiptap/core'

/** `Hello {{firstName}}` → a paragraph of text and chips. Unlike in a letter, `<` means nothing here. */
export function lineToDocument(line: string): JSONContent {
  const content: JSONContent[] = []
  let from = 0
  for (const match of line.matchAll(/\{\{(.*?)\}\}/g)) {
    if (match.index > from) content.push({ type: 'text', text: line.slice(from, match.index) })
    content.push({ type: 'mergeChip', attrs: { code: (match[1] ?? '').trim() } })
    from = match.index + match[0].length
  }
  if (from < line.length) content.push({ type: 'text', text: line.slice(from) })
  return { type: 'doc', content: [{ type: 'paragraph', content }] }
}

/** The editor's document → text; line breaks that came in by pasting become blanks. */
export function documentToLine(document: JSONContent): string {
  const text = (node: JSONContent): string => {
    if (node.type === 'text') return node.text ?? ''
    if (node.type === 'mergeChip') return `{{${node.attrs?.code ?? ''}}}`
    return (node.content ?? []).map(text).join('')
  }
  return text(document).replace(/\s*[\r\n]+\s*/g, ' ')
}

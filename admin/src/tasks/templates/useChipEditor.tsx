/** A tiptap editor bound to a form field, with merge chips that can be put in, opened and given a default. */
import { type AnyExtension, type Content, type Editor, isNodeSelection } from '@tiptap/core'
import { useEditor } from '@tiptap/react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useLocaleState } from 'react-admin'
import { ChipPopover } from './ChipPopover.tsx'
import type { FieldNames } from './fieldNames.ts'
import { MergeChip } from './MergeChip.ts'

interface ChipEditorOptions {
  value: string
  onChange(value: string): void
  onBlur?(): void
  names: FieldNames
  extensions: AnyExtension[]
  /** Stored form ↔ what the editor takes and gives. */
  read(value: string): Content
  write(editor: Editor): string
  attributes: Record<string, string>
  /** No line breaks. */
  oneLine?: boolean
}

interface ChipEditor {
  editor: Editor | null
  insert(code: string): void
  /** To be rendered beside the editor. */
  popover: ReactNode
}

export function useChipEditor(options: ChipEditorOptions): ChipEditor {
  const [locale] = useLocaleState()
  const [opened, setOpened] = useState<number>()
  // What we gave and has not come back yet: it comes back late where somebody types fast, and it is no news. Setting it
  // would take away what was typed since, move the caret and break composing.
  const given = useRef([options.value])
  const latest = useRef(options)
  latest.current = options

  const editor = useEditor(
    {
      extensions: [...options.extensions, MergeChip.configure({ names: options.names })],
      content: options.read(options.value),
      // Its style sheet stands in letter.ts: the page's policy refuses style elements with content.
      injectCSS: false,
      shouldRerenderOnTransaction: false,
      editorProps: {
        attributes: options.attributes,
        handleClickOn: (_view, _pos, node, position) => {
          if (node.type.name !== 'mergeChip') return false
          setOpened(position)
          return true
        },
        handleKeyDown: (view, event) => {
          const { selection } = view.state
          const onChip = isNodeSelection(selection) && selection.node.type.name === 'mergeChip'
          if (event.key !== 'Enter' || (!onChip && !options.oneLine)) return false
          if (onChip) setOpened(selection.from)
          return true
        },
      },
      onUpdate: ({ editor: current }) => {
        const value = latest.current.write(current)
        given.current.push(value)
        latest.current.onChange(value)
      },
      onBlur: () => latest.current.onBlur?.(),
    },
    // Never for what may change while somebody types.
    [locale],
  )

  useEffect(() => {
    if (!editor || editor.isDestroyed) return
    const cameBack = given.current.lastIndexOf(options.value)
    given.current = cameBack < 0 ? [options.value] : given.current.slice(cameBack)
    if (cameBack >= 0) return
    editor.commands.setContent(latest.current.read(options.value), { emitUpdate: false })
  }, [editor, options.value])

  const insert = (code: string) => {
    if (!editor) return
    const at = editor.state.selection.from
    editor.chain().focus().insertContent({ type: 'mergeChip', attrs: { code } }).run()
    // Links and the letter's own fields are never blank; there is nothing to ask.
    if (options.names.fields.find(field => field.code === code)?.group !== 'letter') setTimeout(() => setOpened(at))
  }
  const popover =
    editor && opened !== undefined ? (
      <ChipPopover
        key={opened}
        editor={editor}
        position={opened}
        names={options.names}
        onClose={() => setOpened(undefined)}
      />
    ) : null
  return { editor, insert, popover }
}

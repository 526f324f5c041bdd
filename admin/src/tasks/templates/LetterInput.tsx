/** The body of a letter: rich text with merge chips and boxes that only some will read. */
import { Box, FormHelperText, TextField, Typography } from '@mui/material'
import Image from '@tiptap/extension-image'
import TextAlign from '@tiptap/extension-text-align'
import { Placeholder } from '@tiptap/extensions'
import { EditorContent } from '@tiptap/react'
import StarterKit from '@tiptap/starter-kit'
import { TiptapEditorProvider } from 'ra-input-rich-text'
import { useId, useMemo, useState } from 'react'
import { useWords } from '../parts/words.ts'
import { useFieldNames } from './fieldNames.ts'
import { LetterToolbar } from './LetterToolbar.tsx'
import { letterStyles } from './letterStyles.ts'
import { toEditor, toTemplate } from './merge.ts'
import type { MergeField } from './mergeFields.ts'
import { useChipEditor } from './useChipEditor.tsx'
import { WhenBox } from './WhenBox.ts'

interface LetterInputProps {
  value: string
  onChange(value: string): void
  onBlur?(): void
  fields: MergeField[]
  error?: string
}

export function LetterInput(props: LetterInputProps) {
  const words = useWords()
  const id = useId()
  // A letter that came over the API may hold tables and the like, which the editor would flatten.
  const [source, setSource] = useState(() => !holds(props.value))
  return (
    <Box sx={{ mt: 2 }}>
      <Typography
        id={`${id}-label`}
        variant="body2"
        sx={{ fontWeight: 600, mb: 0.5 }}
        color={props.error ? 'error' : undefined}
      >
        {words('templates.body')} *
      </Typography>
      {source ? (
        <SourceEditor {...props} id={id} onRich={holds(props.value) ? () => setSource(false) : undefined} />
      ) : (
        <RichEditor {...props} id={id} onSource={() => setSource(true)} />
      )}
      <FormHelperText id={`${id}-help`} error={Boolean(props.error)}>
        {props.error ?? ''}
      </FormHelperText>
    </Box>
  )
}

/** Whether the editor knows every element of the letter. */
function holds(letter: string): boolean {
  const known = /^<\/?(p|h[1-3]|ul|ol|li|a|strong|b|em|i|u|s|br|hr|blockquote|img|code|pre|span|div)(\s|\/|>)/i
  const plain = letter.match(/<\/?[a-z][^>]*>/gi) ?? []
  return plain.every(tag => known.test(tag) && !(/^<(span|div)\s/i.test(tag) && /style=|class=/.test(tag)))
}

function RichEditor({
  value,
  onChange,
  onBlur,
  fields,
  id,
  onSource,
}: LetterInputProps & { id: string; onSource(): void }) {
  const words = useWords()
  const names = useFieldNames(fields)
  const extensions = useMemo(
    () => [
      StarterKit.configure({
        heading: { levels: [1, 2, 3] },
        link: { openOnClick: false, HTMLAttributes: { target: null, rel: null } },
        code: false,
        codeBlock: false,
      }),
      TextAlign.configure({ types: ['heading', 'paragraph'] }),
      Image.configure({ inline: true }),
      Placeholder.configure({ placeholder: words('templates.bodyPlaceholder') }),
      WhenBox.configure({ names }),
    ],
    [names, words],
  )
  const { editor, insert, popover } = useChipEditor({
    value,
    onChange,
    onBlur,
    names,
    extensions,
    read: toEditor,
    write: current => (current.isEmpty ? '' : toTemplate(current.getHTML())),
    attributes: {
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-labelledby': `${id}-label`,
      'aria-describedby': `${id}-help`,
    },
  })
  if (!editor) return null
  return (
    <TiptapEditorProvider value={editor}>
      <LetterToolbar editor={editor} fields={fields} onInsert={insert} onSource={onSource} />
      <Box sx={letterStyles}>
        <EditorContent editor={editor} />
      </Box>
      {popover}
    </TiptapEditorProvider>
  )
}

function SourceEditor({ value, onChange, onBlur, id, onRich }: LetterInputProps & { id: string; onRich?: () => void }) {
  const words = useWords()
  return (
    <>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
        {words(onRich ? 'templates.sourceBack' : 'templates.sourceOnly')}{' '}
        {onRich && (
          <Box
            component="button"
            type="button"
            onClick={onRich}
            sx={{ all: 'unset', cursor: 'pointer', color: 'primary.main', textDecoration: 'underline' }}
          >
            {words('templates.toRich')}
          </Box>
        )}
      </Typography>
      <TextField
        multiline
        minRows={14}
        maxRows={40}
        value={value}
        onChange={event => onChange(event.target.value)}
        onBlur={onBlur}
        slotProps={{
          htmlInput: {
            'aria-labelledby': `${id}-label`,
            'aria-describedby': `${id}-help`,
            spellCheck: false,
            style: { fontFamily: 'ui-monospace, monospace', fontSize: '0.85rem' },
          },
        }}
      />
    </>
  )
}

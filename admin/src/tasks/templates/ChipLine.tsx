/** A line of text with merge chips: the subject and the preheader of a letter. */
import { Box, FormHelperText, Stack, Typography } from '@mui/material'
import Document from '@tiptap/extension-document'
import Paragraph from '@tiptap/extension-paragraph'
import Text from '@tiptap/extension-text'
import { Placeholder, UndoRedo } from '@tiptap/extensions'
import { EditorContent } from '@tiptap/react'
import { useId, useMemo } from 'react'
import { useFieldNames } from './fieldNames.ts'
import { InsertField } from './InsertField.tsx'
import { letterStyles } from './letterStyles.ts'
import { documentToLine, lineToDocument } from './line.ts'
import type { MergeField } from './mergeFields.ts'
import { useChipEditor } from './useChipEditor.tsx'

interface ChipLineProps {
  label: string
  value: string
  onChange(value: string): void
  onBlur?(): void
  fields: MergeField[]
  required?: boolean
  helperText?: string
  placeholder?: string
  error?: string
}

const OneLine = Document.extend({ content: 'paragraph' })

export function ChipLine({
  label,
  value,
  onChange,
  onBlur,
  fields,
  required,
  helperText,
  placeholder,
  error,
}: ChipLineProps) {
  const id = useId()
  const names = useFieldNames(fields)
  const extensions = useMemo(
    () => [OneLine, Paragraph, Text, UndoRedo, Placeholder.configure({ placeholder: placeholder ?? '' })],
    [placeholder],
  )
  const { editor, insert, popover } = useChipEditor({
    value,
    onChange,
    onBlur,
    names,
    extensions,
    read: lineToDocument,
    write: current => documentToLine(current.getJSON()),
    attributes: {
      role: 'textbox',
      'aria-labelledby': `${id}-label`,
      'aria-describedby': `${id}-help`,
      'aria-multiline': 'false',
      ...(required ? { 'aria-required': 'true' } : {}),
    },
    oneLine: true,
  })
  return (
    <Box sx={{ mt: 1.5, mb: 1 }}>
      <Stack direction="row" sx={{ alignItems: 'flex-end', justifyContent: 'space-between', mb: 0.5, gap: 1 }}>
        <Typography id={`${id}-label`} variant="body2" sx={{ fontWeight: 600 }} color={error ? 'error' : undefined}>
          {label}
          {required && ' *'}
        </Typography>
        <InsertField quiet fields={fields} onPick={insert} />
      </Stack>
      <Box
        sx={[
          letterStyles,
          { '& .ProseMirror': { minHeight: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', lineHeight: 1.7 } },
        ]}
      >
        <EditorContent editor={editor} />
      </Box>
      <FormHelperText id={`${id}-help`} error={Boolean(error)}>
        {error ?? helperText ?? ''}
      </FormHelperText>
      {popover}
    </Box>
  )
}

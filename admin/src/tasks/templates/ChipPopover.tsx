/** What a chip says when the reader's field is blank. Opens on a tap, on Enter, and right after a chip was put in. */
import { Button, Popover, Stack, TextField, Typography } from '@mui/material'
import type { Editor } from '@tiptap/core'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { useWords } from '../parts/words.ts'
import type { FieldNames } from './fieldNames.ts'
import { chipOf, codeOf } from './merge.ts'

interface ChipPopoverProps {
  editor: Editor
  /** Where in the document the chip stands. */
  position: number
  names: FieldNames
  onClose(): void
}

export function ChipPopover({ editor, position, names, onClose }: ChipPopoverProps) {
  const words = useWords()
  const node = editor.state.doc.nodeAt(position)
  const chip = chipOf(String(node?.attrs.code ?? ''))
  const [fallback, setFallback] = useState(chip?.fallback ?? '')
  const anchor = editor.view.nodeDOM(position)
  if (node?.type.name !== 'mergeChip' || !(anchor instanceof HTMLElement)) return null

  /** Back into the letter within the same key stroke: the next one belongs there, behind the chip. */
  const leave = (at: number) => {
    flushSync(onClose)
    editor.commands.setTextSelection(at)
    editor.view.focus()
  }
  const keep = () => {
    if (chip) editor.view.dispatch(editor.state.tr.setNodeAttribute(position, 'code', codeOf({ ...chip, fallback })))
    leave(position + 1)
  }
  const remove = () => {
    editor.view.dispatch(editor.state.tr.delete(position, position + node.nodeSize))
    leave(position)
  }
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={keep}
      disableRestoreFocus
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      slotProps={{ paper: { role: 'dialog', sx: { p: 2, width: 300 }, 'aria-label': words('templates.chip.title') } }}
    >
      <Typography variant="h3" component="p" gutterBottom>
        {names.of(chip?.field ?? node.attrs.code)}
      </Typography>
      {chip && (
        <TextField
          autoFocus
          label={words('templates.chip.ifBlank')}
          placeholder={words('templates.chip.example')}
          helperText={words('templates.chip.help')}
          value={fallback}
          onChange={event => setFallback(event.target.value)}
          onKeyDown={event => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            keep()
          }}
        />
      )}
      <Stack direction="row" spacing={1} sx={{ mt: 1, justifyContent: 'space-between' }}>
        <Button color="error" size="small" onClick={remove}>
          {words('templates.chip.remove')}
        </Button>
        <Button variant="contained" size="small" onClick={keep}>
          {words('ok')}
        </Button>
      </Stack>
    </Popover>
  )
}

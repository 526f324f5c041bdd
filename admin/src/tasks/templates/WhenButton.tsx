/** "Only for some": puts what is selected into a box that only those read of whom something is known, or is not. */
import CallSplitIcon from '@mui/icons-material/CallSplit'
import { Button, MenuItem, Popover, Stack, TextField, Typography } from '@mui/material'
import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { useState } from 'react'
import { useWords } from '../parts/words.ts'
import type { MergeField } from './mergeFields.ts'

/** The server allows conditions two deep. */
const depthMax = 2

export function WhenButton({ editor, fields }: { editor: Editor; fields: MergeField[] }) {
  const words = useWords()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [field, setField] = useState('')
  const [when, setWhen] = useState<'if' | 'unless'>('if')
  const inside = useEditorState({
    editor,
    selector: ({ editor: current }) => {
      const $from = current?.state.selection.$from
      if (!$from) return 0
      let depth = 0
      for (let level = $from.depth; level > 0; level--) if ($from.node(level).type.name === 'whenBox') depth++
      return depth
    },
  })
  const choices = fields.filter(each => each.group !== 'letter')
  const open = (target: HTMLElement) => {
    const current = inside ? editor.getAttributes('whenBox') : {}
    setField(String(current.field ?? choices[0]?.path ?? ''))
    setWhen(current.when === 'unless' ? 'unless' : 'if')
    setAnchor(target)
  }
  const wrap = () => {
    setAnchor(null)
    editor.chain().focus().wrapIn('whenBox', { field, when }).run()
  }
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        startIcon={<CallSplitIcon />}
        aria-haspopup="dialog"
        onMouseDown={event => event.preventDefault()}
        onClick={event => open(event.currentTarget)}
      >
        {words('templates.when.button')}
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{
          paper: {
            role: 'dialog',
            sx: { p: 2, width: 340, maxWidth: '95vw' },
            'aria-label': words('templates.when.button'),
          },
        }}
      >
        <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
          {words('templates.when.help')}
        </Typography>
        <TextField
          select
          label={words('templates.when.field')}
          value={field}
          onChange={event => setField(event.target.value)}
        >
          {choices.map(({ path, label }) => (
            <MenuItem key={path} value={path}>
              {label}
            </MenuItem>
          ))}
        </TextField>
        <TextField
          select
          label={words('templates.when.is')}
          value={when}
          onChange={event => setWhen(event.target.value === 'unless' ? 'unless' : 'if')}
        >
          <MenuItem value="if">{words('templates.when.known')}</MenuItem>
          <MenuItem value="unless">{words('templates.when.blank')}</MenuItem>
        </TextField>
        <Stack direction="row" sx={{ justifyContent: 'flex-end', gap: 1, mt: 1, flexWrap: 'wrap' }}>
          {inside > 0 && (
            <>
              <Button
                size="small"
                color="error"
                onClick={() => {
                  setAnchor(null)
                  editor.chain().focus().lift('whenBox').run()
                }}
              >
                {words('templates.when.remove')}
              </Button>
              <Button
                size="small"
                onClick={() => {
                  setAnchor(null)
                  editor.chain().focus().updateAttributes('whenBox', { field, when }).run()
                }}
              >
                {words('templates.when.change')}
              </Button>
            </>
          )}
          {inside < depthMax && (
            <Button variant="contained" size="small" disabled={!field} onClick={wrap}>
              {words('templates.when.add')}
            </Button>
          )}
        </Stack>
      </Popover>
    </>
  )
}

/** Links: an address, asked for in a small form instead of the browser's own prompt. */
import InsertLinkIcon from '@mui/icons-material/InsertLink'
import { Button, Popover, Stack, TextField, ToggleButton } from '@mui/material'
import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { type ReactNode, useState } from 'react'
import { useWords } from '../parts/words.ts'

/** `example.org` → `https://example.org`, `anna@example.org` → `mailto:...`; undefined where it is neither. */
export function fullAddress(typed: string): string | undefined {
  const text = typed.trim()
  if (text === '' || /\s/.test(text)) return undefined
  if (/^(https?:\/\/|mailto:)./i.test(text) || /^\{\{[\w.]+\}\}/.test(text)) return text
  if (/^[^@/]+@[^@/]+\.[^@/]+$/.test(text)) return `mailto:${text}`
  if (/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(text)) return undefined
  return /^[^/]+\.[^/.]{2,}/.test(text) ? `https://${text}` : undefined
}

export function LinkButton({ editor }: { editor: Editor }) {
  const words = useWords()
  const current = useEditorState({
    editor,
    selector: ({ editor: each }) => String(each?.getAttributes('link').href ?? ''),
  })
  return (
    <AddressButton
      icon={<InsertLinkIcon fontSize="inherit" />}
      label={words('templates.toolbar.link')}
      selected={current !== ''}
      initial={current}
      onRemove={current ? () => editor.chain().focus().extendMarkRange('link').unsetLink().run() : undefined}
      onAddress={href => {
        const chain = editor.chain().focus().extendMarkRange('link')
        const bare = editor.state.selection.empty && !current
        if (bare)
          chain
            .insertContent({
              type: 'text',
              text: href.replace(/^(https?:\/\/|mailto:)/, ''),
              marks: [{ type: 'link', attrs: { href } }],
            })
            .run()
        else chain.setLink({ href }).run()
      }}
    />
  )
}

interface AddressButtonProps {
  icon: ReactNode
  label: string
  initial: string
  selected?: boolean
  onAddress(address: string): void
  onRemove?(): void
}

function AddressButton({ icon, label, initial, selected, onAddress, onRemove }: AddressButtonProps) {
  const words = useWords()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  const keep = () => {
    const address = fullAddress(typed)
    if (!address) return setWrong(true)
    setAnchor(null)
    onAddress(address)
  }
  return (
    <>
      <ToggleButton
        value="address"
        size="small"
        selected={selected}
        aria-label={label}
        title={label}
        onMouseDown={event => event.preventDefault()}
        onClick={event => {
          setTyped(initial)
          setWrong(false)
          setAnchor(event.currentTarget)
        }}
      >
        {icon}
      </ToggleButton>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', sx: { p: 2, width: 340, maxWidth: '95vw' }, 'aria-label': label } }}
      >
        <TextField
          autoFocus
          label={words('templates.address.label')}
          placeholder="https://…"
          value={typed}
          error={wrong}
          helperText={wrong ? words('templates.address.wrong') : ' '}
          onChange={event => setTyped(event.target.value)}
          onKeyDown={event => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            keep()
          }}
        />
        <Stack direction="row" sx={{ justifyContent: 'flex-end', gap: 1, mt: 1 }}>
          {onRemove && (
            <Button
              color="error"
              size="small"
              onClick={() => {
                setAnchor(null)
                onRemove()
              }}
            >
              {words('templates.address.remove')}
            </Button>
          )}
          <Button variant="contained" size="small" onClick={keep}>
            {words('ok')}
          </Button>
        </Stack>
      </Popover>
    </>
  )
}

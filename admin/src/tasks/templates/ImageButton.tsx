/** Puts a picture into a letter: chosen from this computer or phone, made small enough for a mail, with words for it. */
import ImageIcon from '@mui/icons-material/ImageOutlined'
import { Button, Popover, Stack, TextField, ToggleButton, Typography } from '@mui/material'
import type { Editor } from '@tiptap/core'
import { useRef, useState } from 'react'
import { call } from '../../api.ts'
import { Failure } from '../parts/Failure.tsx'
import { useAct } from '../parts/useAct.ts'
import { useWords } from '../parts/words.ts'
import { forMail } from './forMail.ts'

export function ImageButton({ editor }: { editor: Editor }) {
  const words = useWords()
  const act = useAct()
  const input = useRef<HTMLInputElement>(null)
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [file, setFile] = useState<File>()
  const [alt, setAlt] = useState('')
  const open = (target: HTMLElement) => {
    setFile(undefined)
    setAlt('')
    act.clear()
    setAnchor(target)
  }
  const put = async (chosen: File) => {
    const kept = await act.run(async () => call<{ src: string }>('POST', '/letter-images', await forMail(chosen)))
    if (!kept) return
    setAnchor(null)
    editor.chain().focus().setImage({ src: kept.src, alt: alt.trim() }).run()
  }
  return (
    <>
      <ToggleButton
        value="image"
        size="small"
        aria-label={words('templates.toolbar.image')}
        title={words('templates.toolbar.image')}
        onMouseDown={event => event.preventDefault()}
        onClick={event => open(event.currentTarget)}
      >
        <ImageIcon fontSize="inherit" />
      </ToggleButton>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{
          paper: {
            role: 'dialog',
            sx: { p: 2, width: 340, maxWidth: '95vw' },
            'aria-label': words('templates.toolbar.image'),
          },
        }}
      >
        <Button variant="outlined" fullWidth onClick={() => input.current?.click()}>
          {words(file ? 'templates.image.other' : 'templates.image.choose')}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          aria-label={words('templates.image.choose')}
          accept="image/png,image/jpeg,image/gif,image/webp"
          onChange={event => setFile(event.target.files?.[0])}
        />
        {file && (
          <Typography variant="body2" sx={{ mt: 1, overflowWrap: 'anywhere' }}>
            {file.name}
          </Typography>
        )}
        <TextField
          label={words('templates.image.alt')}
          helperText={words('templates.image.altHelp')}
          value={alt}
          onChange={event => setAlt(event.target.value)}
        />
        <Failure error={act.error} />
        <Stack direction="row" sx={{ justifyContent: 'flex-end', mt: 1 }}>
          <Button
            variant="contained"
            size="small"
            loading={act.busy}
            disabled={!file}
            onClick={() => file && void put(file)}
          >
            {words('templates.image.put')}
          </Button>
        </Stack>
      </Popover>
    </>
  )
}

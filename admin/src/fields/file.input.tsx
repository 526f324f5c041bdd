import type { FileOptions, FileValue } from '@dormouse/model'
import UploadIcon from '@mui/icons-material/UploadFileOutlined'
import { Box, Button, FormHelperText, Typography } from '@mui/material'
import { useId, useRef, useState } from 'react'
import { useInput, useTranslate } from 'react-admin'
import { upload } from '../files.ts'
import { useSaid } from '../i18n/useSaid.ts'
import type { InputProps } from './view.ts'

/** Uploads at once; what the form then saves is the reference to the stored file. */
export function FileInput({ path, label, help, readOnly, field: declared }: InputProps<FileOptions>) {
  const translate = useTranslate()
  const said = useSaid()
  const id = useId()
  const chooser = useRef<HTMLInputElement>(null)
  const { field, fieldState } = useInput({ source: path })
  const [state, setState] = useState<{ busy: boolean; problem?: string }>({ busy: false })
  const value = field.value as FileValue | null | ''
  async function take(chosen: File | undefined) {
    if (!chosen) return
    setState({ busy: true })
    try {
      field.onChange(await upload(chosen))
      setState({ busy: false })
    } catch (error) {
      setState({ busy: false, problem: error instanceof Error ? error.message : String(error) })
    }
  }
  const unsaid = state.problem ?? fieldState.error?.message
  const problem = unsaid && said(unsaid)
  return (
    <Box role="group" aria-labelledby={id} sx={{ my: 1 }}>
      <Typography id={id} component="div" sx={{ fontSize: '0.875rem', color: 'text.secondary', mb: 0.5 }}>
        {label}
      </Typography>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
        {value && <span>{value.name}</span>}
        {!readOnly && (
          <Button
            variant="outlined"
            size="small"
            startIcon={<UploadIcon />}
            loading={state.busy}
            onClick={() => chooser.current?.click()}
          >
            {translate(value ? 'fields.otherFile' : 'fields.chooseFile')}
          </Button>
        )}
        {value && !readOnly && (
          <Button size="small" onClick={() => field.onChange(null)}>
            {translate('ra.action.remove')}
          </Button>
        )}
        <input
          ref={chooser}
          type="file"
          hidden
          accept={declared.options.accept?.join(',')}
          onChange={event => take(event.target.files?.[0])}
        />
      </Box>
      <FormHelperText error={problem !== undefined} role={problem ? 'alert' : undefined}>
        {problem ?? help}
      </FormHelperText>
    </Box>
  )
}

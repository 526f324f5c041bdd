/** Which file: dropped, chosen, or on a phone picked from its files. */
import UploadFileIcon from '@mui/icons-material/UploadFile'
import { Alert, Box, Button, CircularProgress, Link, Typography } from '@mui/material'
import { type DragEvent, useRef, useState } from 'react'
import { Failure } from '../parts/Failure.tsx'
import { useAct } from '../parts/useAct.ts'
import { useWords } from '../parts/words.ts'
import { type Job, upload } from './job.ts'

const sizeMaxBytes = 64_000_000

export function UploadStep({ onUploaded }: { onUploaded(job: Job): void }) {
  const words = useWords()
  const act = useAct()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [refused, setRefused] = useState<string>()

  const take = async (file: File | undefined) => {
    setRefused(undefined)
    if (!file) return
    if (/\.(xlsx?|ods|numbers)$/i.test(file.name))
      return setRefused(words('import.upload.workbook', { name: file.name }))
    if (file.size === 0) return setRefused(words('import.upload.empty', { name: file.name }))
    if (file.size > sizeMaxBytes) return setRefused(words('import.upload.large'))
    const job = await act.run(() => upload(file))
    if (job) onUploaded(job)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  return (
    <>
      <Box
        onDragOver={event => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        sx={{
          border: '2px dashed',
          borderColor: over ? 'primary.main' : 'text.secondary',
          bgcolor: over ? 'action.selected' : 'action.hover',
          borderRadius: 2,
          p: { xs: 3, sm: 6 },
          textAlign: 'center',
        }}
      >
        {act.busy ? (
          <Box role="status" sx={{ display: 'flex', gap: 2, alignItems: 'center', justifyContent: 'center' }}>
            <CircularProgress size={28} aria-hidden />
            {words('import.upload.reading')}
          </Box>
        ) : (
          <>
            <UploadFileIcon sx={{ fontSize: 48, color: 'primary.main' }} aria-hidden />
            <Typography sx={{ mb: 2, display: { xs: 'none', sm: 'block' } }}>{words('import.upload.drop')}</Typography>
            <Button variant="contained" onClick={() => input.current?.click()}>
              {words('import.upload.choose')}
            </Button>
            <input
              ref={input}
              type="file"
              hidden
              aria-label={words('import.upload.choose')}
              accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
              onChange={event => {
                void take(event.target.files?.[0])
                // The same file again, after it was mended, must be a change.
                event.target.value = ''
              }}
            />
          </>
        )}
      </Box>
      {refused && (
        <Alert severity="warning" sx={{ mt: 2 }}>
          {refused}
        </Alert>
      )}
      <Failure error={act.error} title={words('import.upload.failed')} />
      <Typography variant="h2" sx={{ mt: 3, mb: 0.5 }}>
        {words('import.upload.how')}
      </Typography>
      <Typography component="div" color="textSecondary">
        <Box component="ul" sx={{ pl: 2.5, my: 0.5, '& li': { mb: 0.5 } }}>
          <li>{words('import.upload.howExcel')}</li>
          <li>{words('import.upload.howSheets')}</li>
          <li>{words('import.upload.howHeader')}</li>
          <li>{words('import.upload.howSafe')}</li>
        </Box>
        <Link href={example} download="example.csv">
          {words('import.upload.example')}
        </Link>
      </Typography>
    </>
  )
}

/** A file to begin from, for those who have none yet. */
const example = `data:text/csv;charset=utf-8,${encodeURIComponent(
  '\ufeffFirst name,Last name,Email,Phone,City,Newsletter\r\nAnna,Larsen,anna@example.org,+44 1904 555 0101,York,yes\r\n',
)}`

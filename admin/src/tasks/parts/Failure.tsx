/** What went wrong, with a way on. */
import { Alert, AlertTitle, Button } from '@mui/material'
import { useSaid } from '../../i18n/useSaid.ts'
import { useWords } from './words.ts'

/** The sentence in an error, whatever was thrown. */
export const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** The sentences at single fields; empty for any other kind of error. */
export function fieldSentences(error: unknown): Record<string, string> {
  const errors = typeof error === 'object' && error !== null && 'errors' in error ? error.errors : undefined
  if (typeof errors !== 'object' || errors === null) return {}
  return Object.fromEntries(Object.entries(errors).filter(([, sentence]) => typeof sentence === 'string'))
}

export function Failure({ error, retry, title }: { error: unknown; retry?: () => void; title?: string }) {
  const words = useWords()
  const said = useSaid()
  if (!error) return null
  const more = Object.entries(fieldSentences(error)).filter(([, sentence]) => sentence !== sentenceOf(error))
  return (
    <Alert
      severity="error"
      sx={{ my: 2 }}
      action={
        retry && (
          <Button color="inherit" size="small" onClick={retry}>
            {words('again')}
          </Button>
        )
      }
    >
      {title && <AlertTitle>{title}</AlertTitle>}
      {said(sentenceOf(error))}
      {more.map(([field, sentence]) => (
        <div key={field}>{sentence}</div>
      ))}
    </Alert>
  )
}

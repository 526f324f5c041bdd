/** A template that is being written, as one of the people will read it. */
import { Alert, Box, Typography } from '@mui/material'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useGetList } from 'react-admin'
import { call } from '../../api.ts'
import { sentenceOf } from '../parts/Failure.tsx'
import { Loading } from '../parts/Loading.tsx'
import { PickPeople } from '../parts/PickPeople.tsx'
import { useDebounced } from '../parts/useDebounced.ts'
import { useWords } from '../parts/words.ts'
import { type FinishedLetter, LetterView } from './LetterView.tsx'

export interface UnsentLetter {
  subject: string
  preheader: string | null
  body: string
  text: string | null
  layout: string
  language: string
}

const stillMs = 500

export function TemplatePreview({ letter }: { letter: UnsentLetter }) {
  const words = useWords()
  const [chosen, setChosen] = useState<string>()
  // Somebody with an address, so that the first look is a usual one.
  const first = useGetList('contacts', { filter: { email_empty: false }, pagination: { page: 1, perPage: 1 } })
  const contactId = chosen ?? first.data?.[0]?.id
  const { subject, preheader, body, text, layout, language } = letter
  const asked = useDebounced(JSON.stringify({ subject, preheader, body, text, layout, language, contactId }), stillMs)
  const result = useQuery({
    queryKey: ['templates', 'preview', asked],
    queryFn: ({ signal }) => call<FinishedLetter>('POST', '/templates/preview', JSON.parse(asked), { signal }),
    // By what is settled, not by what was typed a moment ago.
    enabled: Boolean(JSON.parse(asked).contactId && JSON.parse(asked).body),
    placeholderData: keepPreviousData,
    retry: false,
  })
  return (
    <Box>
      <Typography variant="h2">{words('templates.preview.title')}</Typography>
      <Box sx={{ maxWidth: 380, mb: 1 }}>
        <PickPeople
          single
          label={words('templates.preview.as')}
          value={contactId ? [String(contactId)] : []}
          onChange={ids => setChosen(ids[0])}
        />
      </Box>
      {result.error && (
        <Alert severity="warning" sx={{ mb: 1 }}>
          {sentenceOf(result.error)}
        </Alert>
      )}
      {result.data ? <LetterView letter={result.data} /> : result.isLoading && <Loading />}
      {first.data?.length === 0 && <Typography color="textSecondary">{words('templates.preview.nobody')}</Typography>}
    </Box>
  )
}

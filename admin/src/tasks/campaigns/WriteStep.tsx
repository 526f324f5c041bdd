/** Step 1: which letter, under which subject, and what the campaign is called in the list. */
import AddIcon from '@mui/icons-material/Add'
import { Box, Button, Card, CardActionArea, Stack, TextField, Typography } from '@mui/material'
import { useEffect, useState } from 'react'
import { type RaRecord, useGetList, useLocaleState } from 'react-admin'
import { Loading } from '../parts/Loading.tsx'
import { useWords } from '../parts/words.ts'
import { ChipLine } from '../templates/ChipLine.tsx'
import { useMergeFields } from '../templates/mergeFields.ts'
import { readableLine } from '../templates/readableLine.ts'
import { TemplatePreview } from '../templates/TemplatePreview.tsx'
import type { DraftBook } from './useDraft.ts'

export function WriteStep({ book, onAway }: { book: DraftBook; onAway(path: string): void }) {
  const words = useWords()
  const [locale] = useLocaleState()
  const fields = useMergeFields()
  const { draft, change } = book
  const templates = useGetList('templates', {
    pagination: { page: 1, perPage: 200 },
    sort: { field: 'updatedAt', order: 'DESC' },
  })
  const chosen = templates.data?.find(template => template.id === draft.templateId)
  // A name that nobody typed follows the letter that is chosen.
  const [named, setNamed] = useState(draft.name !== '')

  const suggestion = (template: RaRecord) =>
    `${template.name}, ${new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' }).format(new Date())}`
  const choose = (template: RaRecord) =>
    change({ templateId: String(template.id), subject: null, ...(named ? {} : { name: suggestion(template) }) })

  // biome-ignore lint/correctness/useExhaustiveDependencies: names a campaign that began with a letter chosen elsewhere, once.
  useEffect(() => {
    if (chosen && !named && draft.name === '') change({ name: suggestion(chosen) })
  }, [chosen?.id])

  if (templates.isPending) return <Loading />
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 3,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) minmax(0, 1fr)' },
      }}
    >
      <Box>
        <Typography variant="h2" id="which-letter">
          {words('campaigns.write.which')}
        </Typography>
        <Stack
          role="radiogroup"
          aria-labelledby="which-letter"
          spacing={1}
          sx={{ mt: 1, mb: 2, maxHeight: 320, overflow: 'auto', p: 0.5 }}
        >
          {(templates.data ?? []).map(template => {
            const selected = template.id === draft.templateId
            return (
              <Card
                key={template.id}
                sx={{
                  borderColor: selected ? 'primary.main' : undefined,
                  borderWidth: selected ? 2 : 1,
                  flexShrink: 0,
                }}
              >
                <CardActionArea
                  role="radio"
                  aria-checked={selected}
                  onClick={() => choose(template)}
                  sx={{ px: 2, py: 1.25, bgcolor: selected ? 'action.selected' : undefined }}
                >
                  <Typography sx={{ fontWeight: 600 }}>{template.name}</Typography>
                  <Typography variant="body2" color="textSecondary" noWrap>
                    {readableLine(String(template.subject ?? ''), fields)}
                  </Typography>
                </CardActionArea>
              </Card>
            )
          })}
        </Stack>
        {templates.data?.length === 0 && <Typography sx={{ mb: 2 }}>{words('campaigns.write.none')}</Typography>}
        <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
          <Button
            onClick={() => onAway('/templates/create')}
            startIcon={<AddIcon />}
            variant={chosen ? 'text' : 'outlined'}
          >
            {words('campaigns.write.newLetter')}
          </Button>
          {chosen && (
            <Button onClick={() => onAway(`/templates/${chosen.id}`)}>{words('campaigns.write.changeLetter')}</Button>
          )}
        </Stack>
        {chosen && (
          <>
            <ChipLine
              key={String(chosen.id)}
              label={words('campaigns.write.subject')}
              value={draft.subject ?? String(chosen.subject ?? '')}
              onChange={subject =>
                change({ subject: subject.trim() === '' || subject === chosen.subject ? null : subject })
              }
              fields={fields}
              helperText={words('campaigns.write.subjectHelp')}
            />
            <TextField
              label={words('campaigns.write.name')}
              helperText={words('campaigns.write.nameHelp')}
              value={draft.name}
              onChange={event => {
                setNamed(true)
                change({ name: event.target.value })
              }}
            />
          </>
        )}
      </Box>
      <Box sx={{ minWidth: 0 }}>
        {chosen && (
          <TemplatePreview letter={{ ...chosen, subject: draft.subject ?? String(chosen.subject ?? '') } as never} />
        )}
      </Box>
    </Box>
  )
}

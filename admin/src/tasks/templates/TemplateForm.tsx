/** Writes a letter: name, subject, the line beside it, the letter itself, its look; and how it reads for one person. */
import {
  Box,
  Button,
  FormControlLabel,
  FormLabel,
  MenuItem,
  Paper,
  Radio,
  RadioGroup,
  Stack,
  TextField,
  Typography,
} from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type RaRecord, useDataProvider, useLocaleState, useNotify } from 'react-admin'
import { useLocation, useNavigate, useParams } from 'react-router-dom'
import { Page } from '../../layout/Page.tsx'
import { Back } from '../parts/Back.tsx'
import { useComeBack } from '../parts/comeBack.ts'
import { FailedPage } from '../parts/FailedPage.tsx'
import { Failure, fieldSentences } from '../parts/Failure.tsx'
import { Loading } from '../parts/Loading.tsx'
import { More } from '../parts/More.tsx'
import { useAct } from '../parts/useAct.ts'
import { useFreshOne } from '../parts/useFreshOne.ts'
import { useWarnLeaving } from '../parts/useWarnLeaving.ts'
import { useWords } from '../parts/words.ts'
import { ChipLine } from './ChipLine.tsx'
import { LetterInput } from './LetterInput.tsx'
import { useMergeFields } from './mergeFields.ts'
import { TemplatePreview, type UnsentLetter } from './TemplatePreview.tsx'

interface Letter extends UnsentLetter {
  name: string
}

const languages = ['en', 'fr', 'de'] as const
/** The developers' layouts; a template may name another one that a later version brought. */
const layouts = ['plain', 'newsletter']

export function TemplateCreate() {
  const { state } = useLocation() as { state: { copyOf?: RaRecord } | null }
  const [locale] = useLocaleState()
  const language = languages.find(each => each === locale) ?? 'en'
  const blank: Letter = {
    name: '',
    subject: '',
    preheader: null,
    body: '',
    text: null,
    layout: layouts[0] ?? '',
    language,
  }
  return <TemplateForm start={state?.copyOf ? { ...(state.copyOf as unknown as Letter), name: '' } : blank} />
}

export function TemplateEdit() {
  const { id = '' } = useParams()
  const { record, error, refetch } = useFreshOne('templates', id)
  if (error) return <FailedPage error={error} retry={() => void refetch()} />
  if (!record) return <Loading />
  return <TemplateForm key={id} record={record} start={record as unknown as Letter} />
}

function TemplateForm({ start, record }: { start: Letter; record?: RaRecord }) {
  const words = useWords()
  const act = useAct()
  const notify = useNotify()
  const navigate = useNavigate()
  const provider = useDataProvider()
  const cache = useQueryClient()
  const fields = useMergeFields()
  const [letter, setLetter] = useState<Letter>(start)
  const [touched, setTouched] = useState(false)
  const errors = fieldSentences(act.error)
  const { back, withMade } = useComeBack()
  useWarnLeaving(touched)

  const change = (changes: Partial<Letter>) => {
    setTouched(true)
    setLetter(before => ({ ...before, ...changes }))
  }
  const save = async () => {
    const { name, subject, preheader, body, text, layout, language } = letter
    const data = {
      name: name.trim(),
      subject,
      preheader: preheader || null,
      body,
      text: text || null,
      layout,
      language,
    }
    const saved = await act.run(() =>
      record
        ? provider.update('templates', { id: record.id, data: { ...record, ...data }, previousData: record })
        : provider.create('templates', { data }),
    )
    if (!saved) return
    setTouched(false)
    await cache.invalidateQueries({ queryKey: ['templates'] })
    notify(words('templates.saved', { name: data.name }), { type: 'success' })
    // Back into the campaign that wanted the letter, with the letter.
    navigate(withMade('template', saved.data.id) ?? `/templates/${saved.data.id}/show`)
  }
  const ready = letter.name.trim() !== '' && letter.subject.trim() !== '' && letter.body.trim() !== ''
  return (
    <Page
      title={record ? String(record.name) : words('templates.newTitle')}
      above={<Back to={back ?? '/templates'}>{words(back ? 'backToCampaign' : 'templates.all')}</Back>}
      actions={
        <Button variant="contained" loading={act.busy} disabled={!ready} onClick={() => void save()}>
          {words('templates.save')}
        </Button>
      }
    >
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1.15fr) minmax(0, 1fr)' },
          alignItems: 'start',
        }}
      >
        <Paper variant="outlined" sx={{ p: { xs: 2, sm: 3 }, minWidth: 0 }}>
          <TextField
            required
            label={words('templates.name')}
            helperText={errors.name ?? words('templates.nameHelp')}
            error={Boolean(errors.name)}
            value={letter.name}
            onChange={event => change({ name: event.target.value })}
          />
          <ChipLine
            required
            label={words('templates.subject')}
            value={letter.subject}
            onChange={subject => change({ subject })}
            fields={fields}
            error={errors.subject}
            placeholder={words('templates.subjectPlaceholder')}
          />
          <ChipLine
            label={words('templates.preheader')}
            value={letter.preheader ?? ''}
            onChange={preheader => change({ preheader })}
            fields={fields}
            error={errors.preheader}
            helperText={words('templates.preheaderHelp')}
          />
          <LetterInput value={letter.body} onChange={body => change({ body })} fields={fields} error={errors.body} />
          <FormLabel id="layout" sx={{ display: 'block', mt: 2, fontWeight: 600 }}>
            {words('templates.layout')}
          </FormLabel>
          <RadioGroup row aria-labelledby="layout" value={letter.layout} onChange={(_, layout) => change({ layout })}>
            {[...new Set([...layouts, start.layout])].map(layout => (
              <FormControlLabel
                key={layout}
                value={layout}
                control={<Radio />}
                label={words(`templates.layouts.${layout}`, { _: layout })}
              />
            ))}
          </RadioGroup>
          {errors.layout && <Typography color="error">{errors.layout}</Typography>}
          <More title={words('templates.more')} open={Boolean(errors.text)} sx={{ mt: 2 }}>
            <TextField
              select
              label={words('templates.language')}
              helperText={words('templates.languageHelp')}
              value={letter.language}
              onChange={event => change({ language: event.target.value })}
            >
              {languages.map(each => (
                <MenuItem key={each} value={each}>
                  {words(`templates.languages.${each}`)}
                </MenuItem>
              ))}
            </TextField>
            <TextField
              multiline
              minRows={4}
              label={words('templates.text')}
              helperText={errors.text ?? words('templates.textHelp')}
              error={Boolean(errors.text)}
              value={letter.text ?? ''}
              onChange={event => change({ text: event.target.value })}
            />
          </More>
          <Failure error={act.error} />
          <Stack direction="row" sx={{ mt: 2, justifyContent: 'flex-end', gap: 1 }}>
            <Button onClick={() => navigate(back ?? '/templates')}>{words('cancel')}</Button>
            <Button variant="contained" loading={act.busy} disabled={!ready} onClick={() => void save()}>
              {words('templates.save')}
            </Button>
          </Stack>
        </Paper>
        <Box sx={{ minWidth: 0, position: { lg: 'sticky' }, top: { lg: 80 } }}>
          <TemplatePreview letter={letter} />
        </Box>
      </Box>
    </Page>
  )
}

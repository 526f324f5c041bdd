/** Makes or changes a group: its name, its sentences, people by name, and who that comes to. */

import type { RuleGroup } from '@dormouse/model'
import { Box, Button, Paper, Stack, TextField, Typography } from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type RaRecord, useDataProvider, useNotify } from 'react-admin'
import { useLocation, useNavigate, useParams } from 'react-router-dom'
import { Page } from '../../layout/Page.tsx'
import { Back } from '../parts/Back.tsx'
import { useComeBack } from '../parts/comeBack.ts'
import { FailedPage } from '../parts/FailedPage.tsx'
import { Failure, fieldSentences } from '../parts/Failure.tsx'
import { Loading } from '../parts/Loading.tsx'
import { More } from '../parts/More.tsx'
import { PickPeople } from '../parts/PickPeople.tsx'
import { useAct } from '../parts/useAct.ts'
import { useFreshOne } from '../parts/useFreshOne.ts'
import { useWords } from '../parts/words.ts'
import { Builder } from './Builder.tsx'
import { GroupCount } from './GroupCount.tsx'
import { emptyTree, finished } from './tree.ts'

export function GroupCreate() {
  // "Save as group" hands over the filter of the list.
  const { state } = useLocation() as { state: { match?: RuleGroup; name?: string } | null }
  return <GroupForm start={{ name: state?.name ?? '', match: state?.match ?? firstSentence }} />
}

export function GroupEdit() {
  const { id = '' } = useParams()
  const { record, error, refetch } = useFreshOne('segments', id)
  if (error) return <FailedPage error={error} retry={() => void refetch()} />
  if (!record) return <Loading />
  return <GroupForm key={id} record={record} start={record as unknown as Start} />
}

/** One condition to begin with: an empty page tells nobody what could stand there. */
const firstSentence: RuleGroup = { combinator: 'and', rules: [{ field: 'address.city', operator: '=', value: '' }] }

interface Start {
  name: string
  description?: string | null
  match: RuleGroup | null
  include?: string[]
  exclude?: string[]
}

function GroupForm({ start, record }: { start: Start; record?: RaRecord }) {
  const words = useWords()
  const act = useAct()
  const notify = useNotify()
  const navigate = useNavigate()
  const provider = useDataProvider()
  const cache = useQueryClient()
  const { back, withMade } = useComeBack()
  const [name, setName] = useState(start.name)
  const [description, setDescription] = useState(start.description ?? '')
  const [match, setMatch] = useState<RuleGroup>(start.match ?? emptyTree)
  const [include, setInclude] = useState(start.include ?? [])
  const [exclude, setExclude] = useState(start.exclude ?? [])
  const errors = fieldSentences(act.error)
  // Without a condition nobody matches by rule; a group of people picked by hand is one all the same.
  const rules = finished(match).rules.length > 0 ? match : null

  const save = async () => {
    const data = {
      name: name.trim(),
      description: description.trim() || null,
      match: rules && finished(match),
      include,
      exclude,
    }
    const saved = await act.run(() =>
      record
        ? provider.update('segments', { id: record.id, data: { ...record, ...data }, previousData: record })
        : provider.create('segments', { data }),
    )
    if (!saved) return
    await cache.invalidateQueries({ queryKey: ['segments'] })
    notify(words('groups.saved', { name: data.name }), { type: 'success' })
    navigate(withMade('group', saved.data.id) ?? `/segments/${saved.data.id}/show`)
  }
  return (
    <Page
      title={record ? words('groups.editTitle', { name: String(record.name) }) : words('groups.newTitle')}
      about={words('groups.about_')}
      above={<Back to={back ?? '/segments'}>{words(back ? 'backToCampaign' : 'groups.all_')}</Back>}
    >
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 2fr) minmax(260px, 1fr)' },
          alignItems: 'start',
        }}
      >
        <Paper variant="outlined" sx={{ p: { xs: 2, sm: 3 }, minWidth: 0 }}>
          <TextField
            required
            label={words('groups.name')}
            value={name}
            onChange={event => setName(event.target.value)}
            error={Boolean(errors.name)}
            helperText={errors.name ?? ''}
          />
          <Typography variant="h2" sx={{ mt: 2.5, mb: 1.5 }}>
            {words('groups.who')}
          </Typography>
          <Builder initial={start.match ?? emptyTree} onChange={setMatch} />
          {errors.match && <Typography color="error">{errors.match}</Typography>}
          <More title={words('groups.byHand')} open={include.length + exclude.length > 0} sx={{ mt: 3 }}>
            <PickPeople label={words('groups.include')} value={include} onChange={setInclude} />
            <PickPeople label={words('groups.exclude')} value={exclude} onChange={setExclude} />
          </More>
          <TextField
            multiline
            minRows={2}
            label={words('groups.description')}
            value={description}
            onChange={event => setDescription(event.target.value)}
            sx={{ mt: 2 }}
          />
          <Failure error={act.error} />
          <Stack direction="row" sx={{ mt: 2, justifyContent: 'flex-end', gap: 1 }}>
            <Button onClick={() => navigate(-1)}>{words('cancel')}</Button>
            <Button variant="contained" loading={act.busy} disabled={name.trim() === ''} onClick={() => void save()}>
              {words('groups.save')}
            </Button>
          </Stack>
        </Paper>
        <GroupCount group={{ match: rules, include, exclude }} />
      </Box>
    </Page>
  )
}

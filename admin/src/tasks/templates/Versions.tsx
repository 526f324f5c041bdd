/** Every version of a letter, to look at as somebody would have read it, and to put back. */
import { Box, Button, Card, Chip, Typography } from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useDataProvider, useGetList, useNotify, useRecordContext } from 'react-admin'
import { may } from '../../authProvider.ts'
import { PersonName } from '../../screens/PersonName.tsx'
import { Confirm } from '../parts/Confirm.tsx'
import { Failure, sentenceOf } from '../parts/Failure.tsx'
import { Loading } from '../parts/Loading.tsx'
import { useMoment } from '../parts/time.ts'
import { useWords } from '../parts/words.ts'
import { TemplatePreview, type UnsentLetter } from './TemplatePreview.tsx'
import { type LetterChange, type LetterText, type LetterVersion, versionsOf } from './versions.ts'

/** Changes of fields; a letter that was changed more often shows its last versions. */
const changesRead = 500

export function Versions() {
  const record = useRecordContext()
  const [looked, look] = useState<string>()
  const { data, error, refetch } = useGetList<LetterChange & { id: string }>('changes', {
    filter: { resource: 'templates', recordId: record?.id },
    pagination: { page: 1, perPage: changesRead },
    sort: { field: 'at', order: 'DESC' },
  })
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data || !record) return <Loading />
  return (
    <Card sx={{ p: { xs: 2, sm: 3 } }}>
      <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {versionsOf(data, record as unknown as LetterText).map((version, index) => (
          <Box
            component="li"
            key={version.at}
            sx={{ py: 1.25, borderTop: index === 0 ? 0 : 1, borderColor: 'divider' }}
          >
            <Version
              version={version}
              isNow={index === 0}
              isLooked={looked === version.at}
              onLook={() => look(looked === version.at ? undefined : version.at)}
            />
          </Box>
        ))}
      </Box>
    </Card>
  )
}

interface VersionProps {
  version: LetterVersion
  isNow: boolean
  isLooked: boolean
  onLook(): void
}

function Version({ version, isNow, isLooked, onLook }: VersionProps) {
  const words = useWords()
  const moment = useMoment()
  const changed = version.fields.map(field => words(`templates.${field}`))
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1 }}>
        <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
          <strong>{moment(version.at)}</strong> {isNow && <Chip size="small" label={words('templates.versions.now')} />}
          <Typography variant="body2" color="textSecondary">
            <PersonName id={version.by} />: {changed.length > 0 ? changed.join(', ') : words('templates.versions.made')}
          </Typography>
        </Box>
        <Button size="small" aria-expanded={isLooked} onClick={onLook}>
          {words('templates.versions.look')}
        </Button>
        {!isNow && may('write', 'templates') && <PutBack version={version} />}
      </Box>
      {isLooked && <TemplatePreview letter={version.letter as unknown as UnsentLetter} />}
    </>
  )
}

/** Putting back is saving: it makes a version of its own, and nothing is lost. */
function PutBack({ version: { at, letter } }: { version: LetterVersion }) {
  const words = useWords()
  const moment = useMoment()
  const record = useRecordContext()
  const provider = useDataProvider()
  const notify = useNotify()
  const cache = useQueryClient()
  if (!record) return null
  const look = () => Promise.all(['templates', 'changes'].map(name => cache.invalidateQueries({ queryKey: [name] })))
  // It is said once it can be seen, on whichever tab one looks.
  const putBack = async () => {
    try {
      await provider.update('templates', { id: record.id, data: { ...record, ...letter }, previousData: record })
      await look()
      notify(words('templates.versions.done', { when: moment(at) }), { type: 'success' })
    } catch (error) {
      notify(sentenceOf(error), { type: 'error' })
      await look()
    }
  }
  return (
    <Confirm
      title={words('templates.versions.ask', { when: moment(at) })}
      body={words('templates.versions.askBody')}
      action={words('templates.versions.putBack')}
      onConfirm={putBack}
    >
      {open => (
        <Button size="small" onClick={open}>
          {words('templates.versions.putBack')}
        </Button>
      )}
    </Confirm>
  )
}

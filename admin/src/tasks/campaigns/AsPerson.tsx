/** The letter as each of its readers will see it: page through them, or look for one. */
import ChevronLeftIcon from '@mui/icons-material/ChevronLeft'
import ChevronRightIcon from '@mui/icons-material/ChevronRight'
import { Box, IconButton, Stack, Typography } from '@mui/material'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useGetOne } from 'react-admin'
import { Failure } from '../parts/Failure.tsx'
import { Loading } from '../parts/Loading.tsx'
import { PickPeople } from '../parts/PickPeople.tsx'
import { personName } from '../parts/person.ts'
import { useNumber, useWords } from '../parts/words.ts'
import { LetterView } from '../templates/LetterView.tsx'
import { previewFor } from './campaign.ts'
import type { Readers } from './useReaders.ts'

export function AsPerson({ id, readers }: { id: string; readers: Readers }) {
  const words = useWords()
  const number = useNumber()
  const { contactId, position, count, turn } = readers
  const person = useGetOne('contacts', { id: contactId ?? '' }, { enabled: contactId !== undefined })
  const letter = useQuery({
    queryKey: ['campaigns', id, 'preview', contactId],
    queryFn: () => previewFor(id, contactId ?? ''),
    enabled: contactId !== undefined,
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
  return (
    <Box sx={{ minWidth: 0 }}>
      <Stack direction="row" sx={{ alignItems: 'center', gap: 1, mb: 1, flexWrap: 'wrap' }}>
        <Box
          sx={{
            display: 'flex',
            alignItems: 'center',
            gap: 1,
            flex: { xs: '1 0 100%', sm: '0 1 auto' },
            justifyContent: 'space-between',
          }}
        >
          <IconButton aria-label={words('campaigns.check.before')} onClick={() => turn(-1)} disabled={count < 2}>
            <ChevronLeftIcon />
          </IconButton>
          <Box sx={{ minWidth: 0, textAlign: 'center', overflowWrap: 'anywhere' }} aria-live="polite">
            <Typography sx={{ fontWeight: 600 }}>{personName(person.data)}</Typography>
            <Typography variant="body2" color="textSecondary">
              {person.data?.email ?? ''}
            </Typography>
            {position && (
              <Typography variant="body2" color="textSecondary" data-testid="reader-position">
                {words('campaigns.check.position', { at: number(position), count })}
              </Typography>
            )}
          </Box>
          <IconButton aria-label={words('campaigns.check.after')} onClick={() => turn(1)} disabled={count < 2}>
            <ChevronRightIcon />
          </IconButton>
        </Box>
        <Box sx={{ flex: '1 1 200px', maxWidth: 340 }}>
          <PickPeople
            single
            label={words('campaigns.check.find')}
            value={readers.found ? [readers.found] : []}
            onChange={ids => readers.find(ids[0])}
          />
        </Box>
      </Stack>
      <Failure error={letter.error} retry={() => void letter.refetch()} />
      {letter.data ? (
        // The letter before is seen to be on its way out: it is not the named person's.
        <Box aria-busy={letter.isPlaceholderData} sx={{ opacity: letter.isPlaceholderData ? 0.35 : 1 }}>
          <LetterView letter={letter.data} />
        </Box>
      ) : (
        letter.isLoading && <Loading />
      )}
    </Box>
  )
}

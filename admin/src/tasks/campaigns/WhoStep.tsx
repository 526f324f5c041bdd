/** Step 2: groups, people by name, and who must not get it. Counted while one chooses. */
import {
  Alert,
  Box,
  Button,
  FormControl,
  FormControlLabel,
  FormLabel,
  Radio,
  RadioGroup,
  Typography,
} from '@mui/material'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { sentenceOf } from '../parts/Failure.tsx'
import { More } from '../parts/More.tsx'
import { PickGroups } from '../parts/PickGroups.tsx'
import { PickPeople } from '../parts/PickPeople.tsx'
import { useDebounced } from '../parts/useDebounced.ts'
import { useWords } from '../parts/words.ts'
import { type Audience, check, isAddressed } from './campaign.ts'
import type { DraftBook } from './useDraft.ts'

export function WhoStep({ book, onAway }: { book: DraftBook; onAway(path: string): void }) {
  const words = useWords()
  const { draft, change } = book
  const { audience } = draft
  const set = (changes: Partial<Audience>) => change({ audience: { ...audience, ...changes } })
  const excepted = audience.exceptSegmentIds.length + audience.exceptContactIds.length > 0 || draft.onePer === 'person'
  return (
    <>
      <Typography variant="h2">{words('campaigns.who.title')}</Typography>
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 3fr) minmax(0, 2fr)' },
          mt: 1,
        }}
      >
        <Box>
          <PickGroups
            withEveryone
            label={words('campaigns.who.groups')}
            value={audience.segmentIds}
            onChange={segmentIds => set({ segmentIds })}
          />
          <Button onClick={() => onAway('/segments/create')} size="small" sx={{ mb: 1 }}>
            {words('campaigns.who.newGroup')}
          </Button>
          <PickPeople
            label={words('campaigns.who.people')}
            value={audience.contactIds}
            onChange={contactIds => set({ contactIds })}
          />
          <More title={words('campaigns.who.except')} open={excepted} sx={{ mt: 2 }}>
            <PickGroups
              label={words('campaigns.who.exceptGroups')}
              value={audience.exceptSegmentIds}
              onChange={exceptSegmentIds => set({ exceptSegmentIds })}
            />
            <PickPeople
              label={words('campaigns.who.exceptPeople')}
              value={audience.exceptContactIds}
              onChange={exceptContactIds => set({ exceptContactIds })}
            />
            <FormControl sx={{ mt: 2 }}>
              <FormLabel id="one-per">{words('campaigns.who.onePer')}</FormLabel>
              <RadioGroup
                aria-labelledby="one-per"
                value={draft.onePer}
                onChange={(_, value) => change({ onePer: value === 'person' ? 'person' : 'address' })}
              >
                <FormControlLabel
                  value="address"
                  control={<Radio size="small" />}
                  label={words('campaigns.who.perAddress')}
                />
                <FormControlLabel
                  value="person"
                  control={<Radio size="small" />}
                  label={words('campaigns.who.perPerson')}
                />
              </RadioGroup>
            </FormControl>
          </More>
        </Box>
        <HowMany book={book} />
      </Box>
    </>
  )
}

const stillMs = 500

function HowMany({ book }: { book: DraftBook }) {
  const words = useWords()
  const key = useDebounced(JSON.stringify([book.draft.audience, book.draft.onePer]), stillMs)
  const addressed = isAddressed(book.draft.audience)
  const result = useQuery({
    queryKey: ['campaigns', book.id, 'check', key],
    // The server counts what it has: the draft goes first.
    queryFn: async () => {
      const id = await book.flush()
      return id ? check(id) : undefined
    },
    enabled: addressed,
    placeholderData: keepPreviousData,
  })
  return (
    <Box aria-live="polite" sx={{ bgcolor: 'action.hover', borderRadius: 2, p: 2.5, alignSelf: 'start' }}>
      {!addressed && <Typography color="textSecondary">{words('campaigns.who.nobody')}</Typography>}
      {addressed && result.error && <Alert severity="error">{sentenceOf(result.error)}</Alert>}
      {addressed && result.data && (
        <>
          <Typography sx={{ fontSize: '1.75rem', fontWeight: 650 }}>
            {words('campaigns.who.count', { count: result.data.willReceive })}
          </Typography>
          {result.data.excludedCount > 0 && (
            <Typography color="textSecondary">
              {words('campaigns.who.excluded', { count: result.data.excludedCount })}
            </Typography>
          )}
        </>
      )}
      {addressed && result.isPending && (
        <Typography color="textSecondary">{words('campaigns.who.counting')}</Typography>
      )}
    </Box>
  )
}

/** Step 3: who will get it, who will not and why, who would see a blank, and the letter as each of them will read it. */
import { Alert, Box, Button, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useSaid } from '../../i18n/useSaid.ts'
import { Failure } from '../parts/Failure.tsx'
import { Loading } from '../parts/Loading.tsx'
import { useWords } from '../parts/words.ts'
import { AsPerson } from './AsPerson.tsx'
import { type CheckResult, check } from './campaign.ts'
import { Excluded, WithGaps } from './Excluded.tsx'
import { SenderLights } from './SenderLights.tsx'
import { TestLetter } from './TestLetter.tsx'
import type { DraftBook } from './useDraft.ts'
import { useFieldLabel } from './useFieldLabel.ts'
import { readersIn, useReaders } from './useReaders.ts'

export const checkKey = (id: string) => ['campaigns', id, 'check'] as const

/** What the server says at this moment: nothing older is good enough for a decision about hundreds of people. */
export function useCheck(id: string) {
  return useQuery({ queryKey: checkKey(id), queryFn: () => check(id), gcTime: 0, refetchOnWindowFocus: true })
}

interface CheckStepProps {
  id: string
  book: DraftBook
  onWrite(): void
}

export function CheckStep({ id, book, onWrite }: CheckStepProps) {
  const words = useWords()
  const said = useSaid()
  const { data, error, isPending, refetch } = useCheck(id)
  const readers = useReaders(readersIn(data), data?.willReceive ?? 0)
  if (isPending) return <Loading label={words('campaigns.check.working')} />
  if (error || !data)
    return (
      <>
        <Failure error={error} retry={() => void refetch()} />
        <Button onClick={onWrite}>{words('campaigns.check.toLetter')}</Button>
      </>
    )
  return (
    <>
      <Typography variant="h2" sx={{ fontSize: '1.5rem' }} data-testid="will-receive">
        {words('campaigns.check.will', { count: data.willReceive })}
      </Typography>
      {data.problem && (
        <Alert
          severity="error"
          sx={{ my: 1 }}
          action={
            <Button color="inherit" size="small" onClick={onWrite}>
              {words('campaigns.check.toLetter')}
            </Button>
          }
        >
          {said(data.problem)}
        </Alert>
      )}
      {data.willReceive === 0 && (
        <Alert severity="warning" sx={{ my: 1 }}>
          {words('campaigns.check.nobody')}
        </Alert>
      )}
      <Excluded result={data} name={book.draft.name} />
      {!data.problem && <Blanks result={data} onWrite={onWrite} />}
      {!data.problem && <WithGaps result={data} name={book.draft.name} />}
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          mt: 3,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 2fr) minmax(0, 1fr)' },
        }}
      >
        <Box sx={{ minWidth: 0 }}>
          <Typography variant="h2" sx={{ mb: 1 }}>
            {words('campaigns.check.asPerson')}
          </Typography>
          <AsPerson id={id} readers={readers} />
        </Box>
        <Box>
          <SenderLights />
          <TestLetter id={id} contactId={readers.contactId} />
        </Box>
      </Box>
    </>
  )
}

/** Those who would see a gap, by field; one sentence each. */
function Blanks({ result, onWrite }: { result: CheckResult; onWrite(): void }) {
  const words = useWords()
  const label = useFieldLabel()
  const byField = new Map<string, number>()
  for (const { field } of result.blanks) byField.set(field, (byField.get(field) ?? 0) + 1)
  if (byField.size === 0)
    return (
      <Alert severity="success" sx={{ mt: 2 }}>
        {words('campaigns.check.noBlanks')}
      </Alert>
    )
  return (
    <Alert
      severity="warning"
      sx={{ mt: 2 }}
      action={
        <Button color="inherit" size="small" onClick={onWrite}>
          {words('campaigns.check.toLetter')}
        </Button>
      }
    >
      {[...byField].map(([field, count]) => (
        <div key={field}>{words('campaigns.check.blank', { count, field: label(field) })}</div>
      ))}
      {words('campaigns.check.blankHelp')}
    </Alert>
  )
}

/** A new campaign in four steps: Write, Who, Check, Send. The draft is saved as one goes; closing the window loses nothing. */
import {
  Alert,
  Box,
  Button,
  Paper,
  Stack,
  Step,
  StepButton,
  Stepper,
  Typography,
  useMediaQuery,
  useTheme,
} from '@mui/material'
import { visuallyHidden } from '@mui/utils'
import { useEffect, useRef } from 'react'
import { useDataProvider, useGetOne, useNotify } from 'react-admin'
import { Navigate, useLocation, useNavigate, useParams, useSearchParams } from 'react-router-dom'
import { Page } from '../../layout/Page.tsx'
import { Back } from '../parts/Back.tsx'
import { Confirm } from '../parts/Confirm.tsx'
import { awayTo } from '../parts/comeBack.ts'
import { FailedPage } from '../parts/FailedPage.tsx'
import { sentenceOf } from '../parts/Failure.tsx'
import { Loading } from '../parts/Loading.tsx'
import { useLeaving } from '../parts/time.ts'
import { useWords } from '../parts/words.ts'
import { CheckStep } from './CheckStep.tsx'
import { type CampaignRecord, emptyAudience, hasBegun, isAddressed } from './campaign.ts'
import { SendStep } from './SendStep.tsx'
import { type Draft, type DraftBook, useDraft } from './useDraft.ts'
import { WhoStep } from './WhoStep.tsx'
import { WriteStep } from './WriteStep.tsx'

const steps = ['write', 'who', 'check', 'send'] as const
type StepName = (typeof steps)[number]

/** `/campaigns/create?group=…&person=…&template=…`: what one came from is filled in already. */
export function CampaignCreate() {
  const [search] = useSearchParams()
  // Ticked people come this way: hundreds of ids are too long for an address.
  const { state } = useLocation() as { state: { contactIds?: string[] } | null }
  const group = search.get('group')
  const person = search.get('person')
  const start: Draft = {
    name: search.get('name') ?? '',
    templateId: search.get('template'),
    subject: null,
    audience: {
      ...emptyAudience,
      segmentIds: group ? [group] : [],
      contactIds: state?.contactIds ?? (person ? [person] : []),
    },
    onePer: 'address',
  }
  return <Wizard start={start} />
}

export function CampaignEdit() {
  const { id = '' } = useParams()
  const { data, error, refetch, isFetchedAfterMount } = useGetOne('campaigns', { id }, { refetchOnWindowFocus: false })
  if (error) return <FailedPage error={error} retry={() => void refetch()} />
  // A copy from before one went away to write a letter would be refused when it is saved.
  if (!data || !isFetchedAfterMount) return <Loading />
  const record = data as unknown as CampaignRecord
  if (hasBegun(record)) return <Navigate to={`/campaigns/${id}/show`} replace />
  return <Wizard key={id} record={record} start={{ ...record, subject: record.subject, audience: record.audience }} />
}

function Wizard({ record, start }: { record?: CampaignRecord; start: Draft }) {
  const words = useWords()
  const theme = useTheme()
  const isPhone = useMediaQuery(theme.breakpoints.down('sm'))
  const navigate = useNavigate()
  const leaving = useLeaving()
  const [search, setSearch] = useSearchParams()
  const book = useDraft(record, start)
  const asked = steps.find(name => name === search.get('step')) ?? 'write'
  const step = book.id ? reachable(asked, book.draft) : 'write'
  const at = steps.indexOf(step)
  const waits = record?.status === 'scheduled'

  const stage = useRef<HTMLDivElement>(null)
  const shown = useRef(step)
  // Each step begins at its top, for the eye and for the keyboard: "Next" itself stays where it is, at the end.
  useEffect(() => {
    window.scrollTo({ top: 0 })
    if (shown.current !== step) stage.current?.focus({ preventScroll: true })
    shown.current = step
  }, [step])

  // The letter or the group that one went away to make.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is taken in once, when one comes back.
  useEffect(() => {
    const made = { template: search.get('template'), group: search.get('group') }
    if (!record || !(made.template || made.group)) return
    book.change(withMade(book.draft, made))
    setSearch({ step: asked }, { replace: true })
  }, [])

  const go = async (to: StepName) => {
    const id = await book.flush()
    if (!id) return
    if (record) setSearch({ step: to })
    else navigate(`/campaigns/${id}?step=${to}`, { replace: true })
  }
  /** The draft goes to the server first: whoever comes back finds it as it was. */
  const goAway = async (path: string) => {
    const id = await book.flush()
    if (id) navigate(awayTo(path, `/campaigns/${id}?step=${step}`))
  }
  const leave = async () => {
    if (book.id) await book.flush()
    navigate('/campaigns')
  }
  return (
    <Page
      title={book.draft.name.trim() || words('campaigns.newTitle')}
      above={<Back to="/campaigns">{words('campaigns.all')}</Back>}
      actions={<SavedMark book={book} onLeave={() => void leave()} />}
      sx={{ maxWidth: 1180, mx: 'auto', width: '100%' }}
    >
      <Stepper nonLinear activeStep={at} alternativeLabel={!isPhone} sx={{ mb: 3 }}>
        {steps.map((name, index) => (
          <Step key={name} completed={index < at}>
            <StepButton disabled={index > at && reachable(name, book.draft) !== name} onClick={() => void go(name)}>
              <Box component="span" sx={isPhone && name !== step ? visuallyHidden : undefined}>
                {words(`campaigns.step.${name}`)}
              </Box>
            </StepButton>
          </Step>
        ))}
      </Stepper>
      {waits && (
        <Alert severity="info" sx={{ mb: 2 }}>
          {words('campaigns.waits', { when: leaving(record?.scheduledAt) })}
        </Alert>
      )}
      {book.saving === 'failed' && (
        <Alert
          severity="error"
          sx={{ mb: 2 }}
          action={
            <Button color="inherit" onClick={() => void book.flush()}>
              {words('again')}
            </Button>
          }
        >
          {sentenceOf(book.error)}
        </Alert>
      )}
      <Paper
        ref={stage}
        role="group"
        aria-label={words(`campaigns.step.${step}`)}
        tabIndex={-1}
        variant="outlined"
        sx={{ p: { xs: 2, sm: 3 }, '&:focus-visible': { outline: 'none' } }}
      >
        {step === 'write' && <WriteStep book={book} onAway={path => void goAway(path)} />}
        {step === 'who' && <WhoStep book={book} onAway={path => void goAway(path)} />}
        {step === 'check' && book.id && <CheckStep id={book.id} book={book} onWrite={() => void go('write')} />}
        {step === 'send' && book.id && (
          <SendStep id={book.id} book={book} scheduledAt={waits ? record?.scheduledAt : null} />
        )}
        <Box sx={{ mt: 3 }}>
          <Stack direction="row" sx={{ justifyContent: 'space-between' }}>
            {at > 0 ? <Button onClick={() => void go(steps[at - 1] ?? 'write')}>{words('back')}</Button> : <span />}
            {step !== 'send' && (
              <Button
                variant="contained"
                loading={book.saving === 'saving'}
                disabled={reachable(steps[at + 1] ?? 'send', book.draft) !== steps[at + 1]}
                onClick={() => void go(steps[at + 1] ?? 'send')}
              >
                {words('next')}
              </Button>
            )}
          </Stack>
        </Box>
      </Paper>
    </Page>
  )
}

/** Another letter brings its own subject; a group comes beside those that are chosen. */
function withMade(
  { templateId, audience }: Draft,
  { template, group }: { template: string | null; group: string | null },
): Partial<Draft> {
  return {
    ...(template && template !== templateId ? { templateId: template, subject: null } : {}),
    ...(group ? { audience: { ...audience, segmentIds: [...new Set([...audience.segmentIds, group])] } } : {}),
  }
}

/** The step, or the first one before it that still lacks something. */
function reachable(step: StepName, draft: Draft): StepName {
  if (step !== 'write' && !draft.templateId) return 'write'
  if ((step === 'check' || step === 'send') && !isAddressed(draft.audience)) return 'who'
  return step
}

function SavedMark({ book, onLeave }: { book: DraftBook; onLeave(): void }) {
  const words = useWords()
  const provider = useDataProvider()
  const notify = useNotify()
  const navigate = useNavigate()
  const remove = async () => {
    try {
      await provider.delete('campaigns', { id: book.id ?? '' })
      navigate('/campaigns')
    } catch (error) {
      notify(sentenceOf(error), { type: 'error' })
    }
  }
  return (
    <>
      {book.id && book.saving !== 'failed' && (
        <Typography variant="body2" color="textSecondary" role="status">
          {words(`campaigns.saving.${book.saving}`)}
        </Typography>
      )}
      {book.id && (
        <Confirm
          title={words('campaigns.delete.title')}
          body={words('campaigns.delete.body')}
          action={words('campaigns.delete.action')}
          danger
          onConfirm={() => void remove()}
        >
          {open => (
            <Button size="small" color="error" onClick={open}>
              {words('campaigns.delete.button')}
            </Button>
          )}
        </Confirm>
      )}
      <Button size="small" onClick={onLeave}>
        {words('campaigns.later')}
      </Button>
    </>
  )
}

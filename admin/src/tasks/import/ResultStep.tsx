/** The import under way, and what came of it: the rows to fix, and the way back. */
import DownloadIcon from '@mui/icons-material/Download'
import GroupIcon from '@mui/icons-material/GroupOutlined'
import UndoIcon from '@mui/icons-material/Undo'
import { Alert, Box, Button, LinearProgress, Stack, Typography } from '@mui/material'
import { useEffect, useRef } from 'react'
import { useRefresh } from 'react-admin'
import { Link } from 'react-router-dom'
import { useSaid } from '../../i18n/useSaid.ts'
import { Confirm } from '../parts/Confirm.tsx'
import { offerFile } from '../parts/download.ts'
import { Failure } from '../parts/Failure.tsx'
import { Figures } from '../parts/Figures.tsx'
import { useAct } from '../parts/useAct.ts'
import { useWords } from '../parts/words.ts'
import { apply, isOver, isRunning, type Job, problems, undo } from './job.ts'
import { withReasons } from './toFix.ts'

export function ResultStep({ job, onChanged }: { job: Job; onChanged(job: Job): void }) {
  const words = useWords()
  const act = useAct()
  const refresh = useRefresh()
  const started = useRef(false)
  const start = async () => {
    const next = await act.run(() => apply(job.id))
    if (next) onChanged(next)
  }
  const isNew = !isRunning(job.status) && !isOver(job.status)
  // biome-ignore lint/correctness/useExhaustiveDependencies: begins once, when one comes here from the preview.
  useEffect(() => {
    if (!isNew || started.current) return
    started.current = true
    void start()
  }, [isNew])

  const over = isOver(job.status)
  // biome-ignore lint/correctness/useExhaustiveDependencies: lists elsewhere are out of date once it is over.
  useEffect(() => {
    if (over) refresh()
  }, [over])

  if (act.error && isNew)
    return <Failure error={act.error} retry={() => void start()} title={words('import.result.failed')} />
  if (!over) return <Running job={job} />
  return <Over job={job} onChanged={onChanged} />
}

function Running({ job }: { job: Job }) {
  const words = useWords()
  const { total = job.rows, done = 0 } = job.counts
  const undoing = job.status === 'undoing'
  return (
    <Box role="status" sx={{ py: 4 }}>
      <Typography variant="h2" sx={{ mb: 2 }}>
        {words(undoing ? 'import.result.undoing' : 'import.result.running')}
      </Typography>
      <LinearProgress
        variant={undoing || total === 0 ? 'indeterminate' : 'determinate'}
        value={Math.min(100, (100 * done) / Math.max(1, total))}
        aria-label={words('import.result.running')}
        sx={{ height: 10, borderRadius: 5 }}
      />
      <Typography color="textSecondary" sx={{ mt: 1 }}>
        {words('import.result.progress', { count: done, total })}
      </Typography>
      <Typography color="textSecondary">{words('import.result.mayClose')}</Typography>
    </Box>
  )
}

function Over({ job, onChanged }: { job: Job; onChanged(job: Job): void }) {
  const words = useWords()
  const said = useSaid()
  const act = useAct()
  const { created = 0, updated = 0, skipped = 0, ask = 0, problem = 0, undone = 0, kept = 0 } = job.counts
  const toFix = problem + ask
  const download = async () => {
    const csv = await act.run(() => problems(job.id))
    if (csv !== undefined) offerFile(`${job.filename.replace(/\.[^.]*$/, '')}-to-fix.csv`, withReasons(csv, said))
  }
  const takeBack = async () => {
    const next = await act.run(() => undo(job.id))
    if (next) onChanged(next)
  }
  return (
    <>
      <Alert
        severity={
          job.status === 'failed' ? 'error' : job.status === 'undone' ? 'info' : toFix > 0 ? 'warning' : 'success'
        }
        sx={{ mb: 3 }}
      >
        {job.status === 'failed'
          ? job.reason
            ? said(job.reason)
            : words('import.result.failed')
          : job.status === 'undone'
            ? words('import.result.undone', { count: undone })
            : words(toFix > 0 ? 'import.result.doneWithProblems' : 'import.result.done', { count: created + updated })}
        {job.status === 'undone' && kept > 0 && <div>{words('import.result.kept', { count: kept })}</div>}
      </Alert>
      {job.status !== 'undone' && (
        <Figures
          figures={[
            { value: created, label: words('import.result.created'), tone: 'success' },
            { value: updated, label: words('import.result.updated'), tone: 'info' },
            ...(skipped ? [{ value: skipped, label: words('import.result.skipped') }] : []),
            { value: toFix, label: words('import.result.problems'), tone: toFix ? ('warning' as const) : undefined },
          ]}
        />
      )}
      <Failure error={act.error} />
      <Stack direction={{ xs: 'column', sm: 'row' }} sx={{ mt: 3, gap: 1, flexWrap: 'wrap' }}>
        <Button variant="contained" component={Link} to="/contacts" startIcon={<GroupIcon />}>
          {words('import.result.people')}
        </Button>
        {toFix > 0 && (
          <Button variant="outlined" startIcon={<DownloadIcon />} onClick={() => void download()}>
            {words('import.result.download', { count: toFix })}
          </Button>
        )}
        <Button variant="outlined" component={Link} to="/imports/create">
          {words('import.result.another')}
        </Button>
        {job.status === 'done' && created + updated > 0 && (
          <Confirm
            title={words('import.undo.title')}
            body={words('import.undo.body', { count: created + updated })}
            action={words('import.undo.action')}
            danger
            onConfirm={takeBack}
          >
            {open => (
              <Button
                color="error"
                startIcon={<UndoIcon />}
                onClick={open}
                loading={act.busy}
                sx={{ ml: { sm: 'auto' } }}
              >
                {words('import.undo.button')}
              </Button>
            )}
          </Confirm>
        )}
      </Stack>
    </>
  )
}

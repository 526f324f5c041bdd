/** Which column is what. Every column has a guess, samples to recognise it by, and may be left out. */
import { Alert, Box, Button, Chip, Stack, Typography } from '@mui/material'
import { useState } from 'react'
import { Failure } from '../parts/Failure.tsx'
import { useAct } from '../parts/useAct.ts'
import { useWords } from '../parts/words.ts'
import { ColumnTarget } from './ColumnTarget.tsx'
import { type Job, save } from './job.ts'
import { NewField } from './NewField.tsx'
import { useTargets } from './targets.ts'

interface ColumnsStepProps {
  job: Job
  onSaved(job: Job): void
  onNext(): void
}

export function ColumnsStep({ job, onSaved, onNext }: ColumnsStepProps) {
  const words = useWords()
  const act = useAct()
  const targets = useTargets()
  const [naming, setNaming] = useState<string>()
  const [mapping, setMapping] = useState<Record<string, string | null>>(
    () => job.mapping ?? Object.fromEntries(job.columns.map(column => [column.name, column.guess])),
  )
  const choose = (column: string, path: string | null) => setMapping(before => ({ ...before, [column]: path }))
  const used = new Map<string, number>()
  for (const { name } of job.columns) {
    const path = mapping[name]
    if (path) used.set(path, (used.get(path) ?? 0) + 1)
  }
  const left = job.columns.filter(column => !mapping[column.name]).length
  const next = async () => {
    const saved = await act.run(() => save(job.id, { mapping }))
    if (!saved) return
    onSaved(saved)
    onNext()
  }
  return (
    <>
      <Typography variant="h2">{words('import.columns.title')}</Typography>
      <Typography color="textSecondary" sx={{ mb: 2 }}>
        {words('import.columns.about', { count: job.rows, name: job.filename })}
      </Typography>
      {job.hasHeader === false && (
        <Alert severity="info" sx={{ mb: 2 }}>
          {words('import.columns.noHeader')}
        </Alert>
      )}
      <Box role="list" aria-label={words('import.columns.title')}>
        {job.columns.map(column => (
          <Box
            role="listitem"
            key={column.name}
            sx={{
              display: 'grid',
              gridTemplateColumns: { xs: '1fr', sm: 'minmax(0, 1fr) minmax(0, 1fr)' },
              columnGap: 3,
              rowGap: 1,
              alignItems: 'center',
              py: 1.25,
              borderTop: 1,
              borderColor: 'divider',
            }}
          >
            <Box sx={{ minWidth: 0 }}>
              <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{column.name}</Typography>
              <Typography variant="body2" color="textSecondary" noWrap title={column.samples.join(' · ')}>
                {column.samples.length > 0 ? column.samples.join(' · ') : words('import.columns.noSamples')}
              </Typography>
            </Box>
            <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
              <ColumnTarget
                column={column.name}
                targets={targets}
                value={mapping[column.name] ?? null}
                onChange={path => choose(column.name, path)}
                onNew={() => setNaming(column.name)}
              />
              {(used.get(mapping[column.name] ?? '') ?? 0) > 1 && (
                <Chip
                  size="small"
                  variant="outlined"
                  label={words('import.columns.shared')}
                  title={words('import.columns.sharedHelp')}
                />
              )}
            </Stack>
          </Box>
        ))}
      </Box>
      {!used.has('email') && (
        <Alert severity="warning" sx={{ mt: 2 }}>
          {words('import.columns.noEmail')}
        </Alert>
      )}
      {left > 0 && (
        <Typography color="textSecondary" sx={{ mt: 2 }}>
          {words('import.columns.left', { count: left })}
        </Typography>
      )}
      <Failure error={act.error} />
      <Stack direction="row" sx={{ mt: 3, justifyContent: 'flex-end' }}>
        <Button variant="contained" loading={act.busy} disabled={used.size === 0} onClick={() => void next()}>
          {words('next')}
        </Button>
      </Stack>
      {naming !== undefined && (
        <NewField
          column={job.columns.find(column => column.name === naming)}
          onClose={() => setNaming(undefined)}
          onMade={path => {
            choose(naming, path)
            setNaming(undefined)
          }}
        />
      )}
    </>
  )
}

/** What will happen, before it happens: "412 new, 88 updated, 6 with problems". */
import {
  Alert,
  Box,
  Button,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useSaid } from '../../i18n/useSaid.ts'
import { Failure } from '../parts/Failure.tsx'
import { Figures } from '../parts/Figures.tsx'
import { Loading } from '../parts/Loading.tsx'
import { useWords } from '../parts/words.ts'
import { type Job, type Preview, preview } from './job.ts'
import { useTargets } from './targets.ts'

interface PreviewStepProps {
  job: Job
  onStart(): void
  onBack(): void
  onColumns(): void
}

export function PreviewStep({ job, onStart, onBack, onColumns }: PreviewStepProps) {
  const words = useWords()
  const plan = useQuery({
    queryKey: ['import', job.id, 'preview', job.mapping, job.onDuplicate],
    queryFn: () => preview(job.id),
    // People may have been added meanwhile; a preview is only worth what it says now.
    gcTime: 0,
  })
  const coming = plan.data ? plan.data.create + plan.data.update : 0
  return (
    <>
      <Typography variant="h2" sx={{ mb: 2 }}>
        {words('import.preview.title')}
      </Typography>
      {plan.isPending && <Loading label={words('import.preview.working')} />}
      <Failure error={plan.error} retry={() => void plan.refetch()} />
      {plan.data && (
        <>
          <Figures
            figures={[
              { value: plan.data.create, label: words('import.preview.create'), tone: 'success' },
              { value: plan.data.update, label: words('import.preview.update'), tone: 'info' },
              ...(plan.data.skip ? [{ value: plan.data.skip, label: words('import.preview.skip') }] : []),
              ...(plan.data.ask ? [{ value: plan.data.ask, label: words('import.preview.ask') }] : []),
              {
                value: plan.data.problems,
                label: words('import.preview.problems'),
                tone: plan.data.problems ? 'warning' : undefined,
              },
            ]}
          />
          <Examples plan={plan.data} />
          <Problems plan={plan.data} />
          {plan.data.unmapped.length > 0 && (
            <Typography color="textSecondary" sx={{ mt: 2, overflowWrap: 'anywhere' }}>
              {words('import.preview.unmapped', { columns: plan.data.unmapped.join(', ') })}{' '}
              <Button size="small" onClick={onColumns}>
                {words('import.preview.changeColumns')}
              </Button>
            </Typography>
          )}
        </>
      )}
      <Stack direction="row" sx={{ mt: 3, justifyContent: 'space-between', gap: 1 }}>
        <Button onClick={onBack}>{words('back')}</Button>
        <Button variant="contained" disabled={coming === 0} onClick={onStart}>
          {words('import.preview.start', { count: coming })}
        </Button>
      </Stack>
      {plan.data && coming === 0 && (
        <Alert severity="warning" sx={{ mt: 2 }}>
          {words('import.preview.nothing')}
        </Alert>
      )}
    </>
  )
}

/** The first lines as they will be read, field by field: the quickest way to see a wrong column. */
function Examples({ plan }: { plan: Preview }) {
  const words = useWords()
  const targets = useTargets()
  const rows = plan.examples ?? []
  const paths = targets.map(target => target.path).filter(path => rows.some(row => read(row.values, path) !== ''))
  if (rows.length === 0 || paths.length === 0) return null
  return (
    <Box sx={{ mt: 3 }}>
      <Typography variant="h3" component="h3" sx={{ mb: 0.5 }}>
        {words('import.preview.examples')}
      </Typography>
      <TableContainer sx={{ border: 1, borderColor: 'divider', borderRadius: 1 }} tabIndex={0}>
        <Table size="small">
          <TableHead>
            <TableRow>
              {paths.map(path => (
                <TableCell key={path}>{targets.find(target => target.path === path)?.label}</TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.map(row => (
              <TableRow key={row.number}>
                {paths.map(path => (
                  <TableCell
                    key={path}
                    sx={{ whiteSpace: 'nowrap', maxWidth: 260, overflow: 'hidden', textOverflow: 'ellipsis' }}
                  >
                    {read(row.values, path, words('groups.yes'), words('groups.no'))}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </Box>
  )
}

function read(values: Record<string, unknown>, path: string, yes = 'yes', no = 'no'): string {
  const value = path
    .split('.')
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[key] : undefined,
      values,
    )
  if (value === undefined || value === null) return ''
  if (typeof value === 'boolean') return value ? yes : no
  return Array.isArray(value) ? value.join(', ') : typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function Problems({ plan }: { plan: Preview }) {
  const words = useWords()
  const said = useSaid()
  const rows = plan.problemRows ?? []
  if (plan.problems === 0) return null
  return (
    <Box sx={{ mt: 3 }}>
      <Typography variant="h3" component="h3" sx={{ mb: 0.5 }}>
        {words('import.preview.problemTitle', { count: plan.problems })}
      </Typography>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
        {words('import.preview.problemHelp')}
      </Typography>
      <Box component="ul" sx={{ listStyle: 'none', p: 0, m: 0, maxHeight: 260, overflow: 'auto' }} tabIndex={0}>
        {rows.map(row => (
          <Box component="li" key={row.number} sx={{ py: 0.75, borderTop: 1, borderColor: 'divider' }}>
            <Typography variant="body2">
              <strong>{words('import.row', { row: row.number })}</strong> {said(row.message)}
            </Typography>
            <Typography variant="body2" color="textSecondary" noWrap>
              {row.cells.filter(Boolean).join(' · ')}
            </Typography>
          </Box>
        ))}
      </Box>
      {plan.problems > rows.length && rows.length > 0 && (
        <Typography variant="body2" color="textSecondary">
          {words('import.preview.more', { count: plan.problems - rows.length })}
        </Typography>
      )}
    </Box>
  )
}

/** Changes of thousands of records that this person began here: how far they are, until they are done and put away. */
import CloseIcon from '@mui/icons-material/CloseOutlined'
import { Box, IconButton, LinearProgress, Link as MuiLink, Paper, Typography } from '@mui/material'
import { useEffect } from 'react'
import { type RaRecord, useGetOne, useLocaleState, useRefresh, useTranslate } from 'react-admin'
import { Link } from 'react-router-dom'

const lookEveryMs = 1_000

export function LargeChanges({ ids, onClose }: { ids: string[]; onClose(id: string): void }) {
  return (
    <Box
      sx={{
        position: 'fixed',
        right: 16,
        bottom: { xs: 88, sm: 16 },
        width: 320,
        maxWidth: 'calc(100vw - 32px)',
        zIndex: 'snackbar',
        display: 'grid',
        gap: 1,
      }}
    >
      {ids.map(id => (
        <LargeChange key={id} id={id} onClose={() => onClose(id)} />
      ))}
    </Box>
  )
}

function LargeChange({ id, onClose }: { id: string; onClose(): void }) {
  const translate = useTranslate()
  const [locale] = useLocaleState()
  const refresh = useRefresh()
  const { data: job, error } = useGetOne(
    'jobs',
    { id },
    { refetchInterval: ({ state }) => (state.data && state.data.status !== 'working' ? false : lookEveryMs) },
  )
  const status = job?.status
  // What the lists behind show is what was there before.
  useEffect(() => {
    if (status === 'done' || status === 'failed') refresh()
  }, [status, refresh])
  // Somebody else's by now, or gone with a restored state.
  useEffect(() => {
    if (error) onClose()
  }, [error, onClose])
  if (!job) return null
  const words = translate(...wordsOf(job, locale))
  const share = job.total > 0 ? Math.min(100, (100 * job.done) / job.total) : 0
  return (
    <Paper
      role="status"
      sx={{ p: 1.5, border: 1, borderColor: 'primary.main', boxShadow: '0 6px 24px rgb(0 0 0 / 22%)' }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Typography sx={{ flex: 1, fontWeight: 600 }}>{words}</Typography>
        <IconButton size="small" aria-label={translate('jobs.close')} onClick={onClose}>
          <CloseIcon fontSize="small" />
        </IconButton>
      </Box>
      {status === 'working' ? (
        <>
          <LinearProgress variant="determinate" value={share} aria-label={words} sx={{ my: 1 }} />
          <Typography variant="body2">{translate('jobs.goesOn')}</Typography>
        </>
      ) : (
        job.reason && <Typography variant="body2">{translate(job.reason, { _: job.reason })}</Typography>
      )}
      <MuiLink component={Link} to={`/jobs/${encodeURIComponent(id)}/show`} variant="body2">
        {translate('jobs.more')}
      </MuiLink>
    </Paper>
  )
}

function wordsOf({ kind, status, refused, ...figures }: RaRecord, locale: string): [key: string, values: object] {
  const [done, total] = [figures.done, figures.total].map(figure => Number(figure).toLocaleString(locale))
  if (status === 'working') return [`jobs.${kind}`, { done, total }]
  if (status === 'failed') return ['jobs.failed', {}]
  return refused > 0 ? ['jobs.refused', { smart_count: refused }] : ['jobs.done', { total }]
}

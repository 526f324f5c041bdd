import CloseIcon from '@mui/icons-material/CloseOutlined'
import { Box, Button, IconButton, Paper, Typography } from '@mui/material'
import type { ReactNode } from 'react'
import { useListContext, useLocaleState, useTranslate } from 'react-admin'
import { EverythingProvider, useEverything } from './chosen.tsx'

/**
 * What can be done with the ticked rows, at the bottom of the window: a bar that pushed the table down would put another
 * row under the pointer in the middle of ticking.
 */
export function BulkBar({ children }: { children: ReactNode }) {
  const translate = useTranslate()
  const [locale] = useLocaleState()
  const { selectedIds, onUnselectItems, total = 0, data } = useListContext()
  const [everything, chooseAll] = useEverything()
  if (selectedIds.length === 0) return null
  const count = everything ? total : selectedIds.length
  const written = (figure: number) => figure.toLocaleString(locale)
  const chosen = translate('ra.action.bulk_actions', { smart_count: count, n: written(count) })
  const wholePage = data?.every(({ id }) => selectedIds.includes(id))
  return (
    <Paper
      role="toolbar"
      aria-label={chosen}
      sx={{
        position: 'fixed',
        zIndex: 'appBar',
        bottom: 16,
        left: '50%',
        transform: 'translateX(-50%)',
        maxWidth: 'calc(100vw - 32px)',
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 1,
        px: 1.5,
        py: 1,
        border: 1,
        borderColor: 'primary.main',
        boxShadow: '0 6px 24px rgb(0 0 0 / 22%)',
      }}
    >
      <IconButton size="small" aria-label={translate('ra.action.unselect')} onClick={() => onUnselectItems()}>
        <CloseIcon fontSize="small" />
      </IconButton>
      <Typography sx={{ fontWeight: 600 }}>{chosen}</Typography>
      {wholePage && count < total && (
        <Button size="small" onClick={chooseAll}>
          {translate('bulk.all', { n: written(total) })}
        </Button>
      )}
      <EverythingProvider value={everything}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}>{children}</Box>
      </EverythingProvider>
    </Paper>
  )
}

/** Where a campaign stands, in one word and a colour that is never the only sign. */
import { Chip, type ChipProps } from '@mui/material'
import type { Status } from '../parts/states.ts'
import { useWords } from '../parts/words.ts'

const colours: Record<Status, ChipProps['color']> = {
  draft: 'default',
  scheduled: 'info',
  preparing: 'info',
  sending: 'info',
  paused: 'warning',
  done: 'success',
  cancelled: 'default',
  needs_attention: 'error',
}

export function StatusChip({ status }: { status: Status }) {
  const words = useWords()
  return <Chip size="small" variant="outlined" color={colours[status]} label={words(`campaigns.status.${status}`)} />
}

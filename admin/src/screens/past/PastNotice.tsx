import { Alert, Button } from '@mui/material'
import { useTranslate } from 'react-admin'
import { useDay } from '../moments.ts'

/** Says that this is not today's state, for as long as it is not. */
export function PastNotice({ day, onToday }: { day: string; onToday(): void }) {
  const translate = useTranslate()
  const written = useDay()
  return (
    <Alert
      severity="info"
      sx={{ mb: 1.5, alignItems: 'center' }}
      action={
        <Button color="inherit" onClick={onToday}>
          {translate('past.today')}
        </Button>
      }
    >
      {translate('past.notice', { day: written(day) })}
    </Alert>
  )
}

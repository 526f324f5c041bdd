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
      // On a phone the way back stands under the sentence, or it would be three lines of one word.
      sx={{
        mb: 1.5,
        alignItems: 'center',
        flexWrap: { xs: 'wrap', sm: 'nowrap' },
        '& .MuiAlert-message': { flex: 1 },
        '& .MuiAlert-action': { whiteSpace: 'nowrap', pt: { xs: 0, sm: 0.5 } },
      }}
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

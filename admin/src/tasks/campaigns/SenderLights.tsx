/** Whether letters can leave, and leave well: green, amber, red, each with a sentence. */
import CheckCircleIcon from '@mui/icons-material/CheckCircle'
import ErrorIcon from '@mui/icons-material/Error'
import WarningIcon from '@mui/icons-material/Warning'
import { Box, Typography } from '@mui/material'
import { visuallyHidden } from '@mui/utils'
import { useSaid } from '../../i18n/useSaid.ts'
import { Failure } from '../parts/Failure.tsx'
import { useWords } from '../parts/words.ts'
import { type SenderLight, useSender } from './sender.ts'

const icons = {
  green: <CheckCircleIcon color="success" fontSize="small" aria-hidden />,
  amber: <WarningIcon color="warning" fontSize="small" aria-hidden />,
  red: <ErrorIcon color="error" fontSize="small" aria-hidden />,
} satisfies Record<SenderLight['state'], unknown>

export function SenderLights() {
  const words = useWords()
  const said = useSaid()
  const { data, error } = useSender()
  return (
    <Box sx={{ mb: 3 }}>
      <Typography variant="h2" sx={{ mb: 1 }}>
        {words('campaigns.check.sender')}
      </Typography>
      <Failure error={error} />
      <Box component="ul" sx={{ listStyle: 'none', p: 0, m: 0 }}>
        {(data?.lights ?? []).map(light => (
          <Box component="li" key={light.name} sx={{ display: 'flex', gap: 1, py: 0.5 }}>
            <Box sx={{ mt: 0.25 }}>{icons[light.state]}</Box>
            <Typography variant="body2">
              <Box component="span" sx={visuallyHidden}>
                {words(`campaigns.light.${light.state}`)}{' '}
              </Box>
              {said(light.message)}
            </Typography>
          </Box>
        ))}
      </Box>
    </Box>
  )
}

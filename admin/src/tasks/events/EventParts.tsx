/** What an event's page has beyond its details: how full it is, the door, and inviting by campaign. */
import HowToRegIcon from '@mui/icons-material/HowToRegOutlined'
import MailIcon from '@mui/icons-material/MailOutlined'
import { Box, Button, LinearProgress, Typography } from '@mui/material'
import { useRecordContext } from 'react-admin'
import { Link } from 'react-router-dom'
import { may } from '../../authProvider.ts'
import { useWords } from '../parts/words.ts'

export function EventActions() {
  const words = useWords()
  const event = useRecordContext()
  if (!event) return null
  return (
    <>
      {may('write', 'attendances') && (
        <Button component={Link} to={`/events/${event.id}/check-in`} startIcon={<HowToRegIcon />}>
          {words('events.checkIn')}
        </Button>
      )}
      {may('write', 'campaigns') && (
        <Button
          component={Link}
          to={`/campaigns/create?name=${encodeURIComponent(words('events.inviteName', { title: event.title }))}`}
          startIcon={<MailIcon />}
        >
          {words('events.invite')}
        </Button>
      )}
    </>
  )
}

/** "34 of 60 places": amber when nearly full. */
export function Places() {
  const words = useWords()
  const event = useRecordContext()
  if (!event) return null
  const { registeredCount: taken = 0, waitingCount: waiting = 0, maxCapacity: places } = event
  return (
    <Box sx={{ maxWidth: 460, py: 1 }}>
      <Typography sx={{ fontWeight: 600 }}>
        {places
          ? words('events.places', { count: taken, total: places })
          : words('events.registered', { count: taken })}
      </Typography>
      {places && (
        <LinearProgress
          variant="determinate"
          value={Math.min(100, (100 * taken) / places)}
          color={taken >= places ? 'warning' : 'primary'}
          aria-label={words('events.placesLabel')}
          sx={{ height: 10, borderRadius: 5, my: 1 }}
        />
      )}
      {waiting > 0 && <Typography color="textSecondary">{words('events.waitingCount', { count: waiting })}</Typography>}
    </Box>
  )
}

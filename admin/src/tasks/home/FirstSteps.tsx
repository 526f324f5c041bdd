/** An empty installation: three steps to the first letter, with what is done already ticked. */
import { Box, Button, Card, Typography } from '@mui/material'
import { useGetOne } from 'react-admin'
import { Link } from 'react-router-dom'
import { may } from '../../authProvider.ts'
import { useWords } from '../parts/words.ts'

export function FirstSteps() {
  const words = useWords()
  const settings = useGetOne('settings', { id: 'settings' })
  const hasSender = Boolean(settings.data?.senderEmail && settings.data?.postalAddress)
  const steps = [
    { key: 'people', done: false, to: '/imports/create' },
    { key: 'sender', done: hasSender, to: may('write', 'settings') ? '/settings/settings' : undefined },
    { key: 'write', done: false, to: '/templates/create' },
  ]
  return (
    <Box>
      <Typography variant="h2" sx={{ mb: 0.5 }}>
        {words('home.first.title')}
      </Typography>
      <Typography color="textSecondary" sx={{ mb: 2 }}>
        {words('home.first.about')}
      </Typography>
      <Box
        component="ol"
        sx={{
          listStyle: 'none',
          p: 0,
          m: 0,
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: '1fr', md: 'repeat(3, 1fr)' },
        }}
      >
        {steps.map(({ key, done, to }, index) => (
          <Card component="li" key={key} sx={{ p: 2.5, display: 'flex', flexDirection: 'column', gap: 1 }}>
            <Typography color="primary" sx={{ fontSize: '1.5rem', fontWeight: 700 }} aria-hidden>
              {done ? '✓' : index + 1}
            </Typography>
            <Typography variant="h3">{words(`home.first.${key}`)}</Typography>
            <Typography color="textSecondary" sx={{ flex: 1 }}>
              {words(done ? 'home.first.done' : `home.first.${key}About`)}
            </Typography>
            {to && (
              <Button
                component={Link}
                to={to}
                variant={index === 0 ? 'contained' : 'outlined'}
                sx={{ alignSelf: 'flex-start' }}
              >
                {words(`home.first.${key}Button`)}
              </Button>
            )}
          </Card>
        ))}
      </Box>
    </Box>
  )
}

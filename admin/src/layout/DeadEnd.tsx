import { Button } from '@mui/material'
import { useTranslate } from 'react-admin'
import { Link } from 'react-router-dom'
import { Page } from './Page.tsx'

/** An address that leads nowhere. */
export function NotFound() {
  return <DeadEnd kind="notFound" />
}

/** A screen that the signed-in person's role does not open. */
export function AccessDenied() {
  return <DeadEnd kind="denied" />
}

function DeadEnd({ kind }: { kind: 'notFound' | 'denied' }) {
  const translate = useTranslate()
  return (
    <Page title={translate(`${kind}.title`)} about={translate(`${kind}.help`)}>
      <Button component={Link} to="/" variant="contained">
        {translate('nav.backHome')}
      </Button>
    </Page>
  )
}

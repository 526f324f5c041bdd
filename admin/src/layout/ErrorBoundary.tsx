import { Button } from '@mui/material'
import { Component, type ReactNode } from 'react'
import { useTranslate } from 'react-admin'
import { isStale, reloadOnce } from '../stale.ts'
import { Page } from './Page.tsx'
import { Waiting } from './Waiting.tsx'

/** A screen that broke must not take bar and menu with it. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error?: Error; leaving?: boolean }> {
  override state: { error?: Error; leaving?: boolean } = {}
  static getDerivedStateFromError(error: Error) {
    return { error, leaving: isStale(error) && reloadOnce() }
  }
  override render() {
    const { error, leaving } = this.state
    if (leaving) return <Waiting />
    return error ? <BrokenPage error={error} /> : this.props.children
  }
}

/** Says so in a sentence, offers the one thing that helps, and keeps the technical words for whoever has to mend it. */
export function BrokenPage({ error }: { error?: Error }) {
  const translate = useTranslate()
  return (
    <Page title={translate('broken.title')} about={translate('broken.help')}>
      <Button variant="contained" onClick={() => window.location.reload()}>
        {translate('broken.reload')}
      </Button>
      {error && (
        <details style={{ marginTop: 24 }}>
          <summary>{translate('broken.details')}</summary>
          <pre style={{ whiteSpace: 'pre-wrap' }}>{error.message}</pre>
        </details>
      )}
    </Page>
  )
}

/** A whole screen whose record could not be had: it is gone, or something on the way to it does not work. */
import { HttpError, useTranslate } from 'react-admin'
import { NotFound } from '../../layout/DeadEnd.tsx'
import { Page } from '../../layout/Page.tsx'
import { Failure } from './Failure.tsx'

export function FailedPage({ error, retry }: { error: unknown; retry(): void }) {
  const translate = useTranslate()
  if (error instanceof HttpError && error.status === 404) return <NotFound />
  return (
    <Page title={translate('broken.title')}>
      <Failure error={error} retry={retry} />
    </Page>
  )
}

/** The first page: what needs somebody, the one thing one comes for (writing), and how things are going. */
import MailIcon from '@mui/icons-material/MailOutlined'
import { Box, Button } from '@mui/material'
import { lazy, Suspense } from 'react'
import { useGetList } from 'react-admin'
import { Link } from 'react-router-dom'
import { may } from '../../authProvider.ts'
import { Page } from '../../layout/Page.tsx'
import { useSettings } from '../../settings.ts'
import { Loading } from '../parts/Loading.tsx'
import { useWords } from '../parts/words.ts'
import { FirstSteps } from './FirstSteps.tsx'
import { NeedsYou } from './NeedsYou.tsx'
import { SampleData } from './SampleData.tsx'

/** The drawing library is as large as all other screens together; nobody waits for it to see what needs them. */
const Charts = lazy(() => import('./Charts.tsx').then(module => ({ default: module.Charts })))

export function Home() {
  const words = useWords()
  const { organisation } = useSettings()
  const people = useGetList('contacts', { pagination: { page: 1, perPage: 1 } }, { enabled: may('read', 'contacts') })
  const isEmpty = people.total === 0
  return (
    <Page
      title={words('home.title')}
      about={organisation}
      actions={
        may('write', 'campaigns') &&
        !isEmpty && (
          <Button component={Link} to="/campaigns/create" variant="contained" size="large" startIcon={<MailIcon />}>
            {words('home.write')}
          </Button>
        )
      }
    >
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
        <SampleData />
        {isEmpty && may('write', 'contacts') ? <FirstSteps /> : <NeedsYou />}
        {people.data && !isEmpty && (
          <Suspense fallback={<Loading />}>
            <Charts />
          </Suspense>
        )}
      </Box>
    </Page>
  )
}

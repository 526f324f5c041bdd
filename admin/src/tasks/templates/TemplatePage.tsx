/** A letter's page: how it reads for one person, its history, and what one does with it. */
import { Card } from '@mui/material'
import { ShowBase, useShowContext, useTranslate } from 'react-admin'
import { Page } from '../../layout/Page.tsx'
import { History } from '../../screens/show/History.tsx'
import { RecordTabs } from '../../screens/show/RecordTabs.tsx'
import { ShowButtons } from '../../screens/show/ShowButtons.tsx'
import { Back } from '../parts/Back.tsx'
import { useWords } from '../parts/words.ts'
import { TemplatePreview, type UnsentLetter } from './TemplatePreview.tsx'
import { Versions } from './Versions.tsx'

export function TemplatePage() {
  return (
    <ShowBase resource="templates">
      <Loaded />
    </ShowBase>
  )
}

function Loaded() {
  const words = useWords()
  const translate = useTranslate()
  const { record } = useShowContext()
  if (!record) return null
  const letter = (
    <Card sx={{ p: { xs: 2, sm: 3 }, maxWidth: 860 }}>
      <TemplatePreview letter={record as unknown as UnsentLetter} />
    </Card>
  )
  return (
    <Page
      title={String(record.name)}
      above={<Back to="/templates">{words('templates.all')}</Back>}
      actions={<ShowButtons resource="templates" />}
    >
      <RecordTabs
        base={`/templates/${encodeURIComponent(record.id)}/show`}
        tabs={[
          { path: '', label: words('templates.body'), element: letter },
          { path: 'versions', label: words('templates.versions.tab'), element: <Versions /> },
          { path: 'history', label: translate('show.history'), element: <History resource="templates" /> },
        ]}
      />
    </Page>
  )
}

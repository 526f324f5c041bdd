import AddIcon from '@mui/icons-material/AddOutlined'
import ImportIcon from '@mui/icons-material/UploadFileOutlined'
import { Box, Button, Typography } from '@mui/material'
import { useTranslate } from 'react-admin'
import { Link } from 'react-router-dom'
import { may } from '../../authProvider.ts'
import { midSentence } from '../../i18n/mid-sentence.ts'
import { iconNamed } from '../../layout/icons.ts'
import { creatable, declarationOf } from '../titles.ts'

/** What these records are for, and the first thing to do. */
export function EmptyList({ resource }: { resource: string }) {
  const translate = useTranslate()
  const { menu, importable } = declarationOf(resource)
  const Icon = iconNamed(menu?.icon ?? resource)
  const many = translate(`resources.${resource}.name`, { smart_count: 2 })
  return (
    <Box sx={{ textAlign: 'center', py: { xs: 5, sm: 9 }, px: 2 }}>
      <Icon sx={{ fontSize: 52, color: 'secondary.main', mb: 1 }} />
      <Typography component="h2" variant="h2" sx={{ mb: 0.5 }}>
        {translate('list.none', { name: midSentence(many) })}
      </Typography>
      <Typography color="text.secondary" sx={{ maxWidth: '52ch', mx: 'auto', mb: 3 }}>
        {translate(`resources.${resource}.about`, { _: '' })}
      </Typography>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'center', gap: 1.5 }}>
        {creatable(resource) && (
          <Button component={Link} to={`/${resource}/create`} variant="contained" startIcon={<AddIcon />}>
            {translate('list.addFirst')}
          </Button>
        )}
        {importable && may('write', 'imports') && (
          <Button
            component={Link}
            to={`/imports/create?resource=${resource}`}
            variant="outlined"
            startIcon={<ImportIcon />}
          >
            {translate('list.import')}
          </Button>
        )}
      </Box>
    </Box>
  )
}

/** On a letter's page: write a campaign with it, or write a similar one. */
import CopyIcon from '@mui/icons-material/ContentCopy'
import MailIcon from '@mui/icons-material/MailOutlined'
import { Button } from '@mui/material'
import { useRecordContext } from 'react-admin'
import { Link } from 'react-router-dom'
import { may } from '../../authProvider.ts'
import { useWords } from '../parts/words.ts'

export function TemplateActions() {
  const words = useWords()
  const letter = useRecordContext()
  if (!letter) return null
  return (
    <>
      {may('write', 'campaigns') && (
        <Button
          component={Link}
          to={`/campaigns/create?template=${letter.id}`}
          variant="contained"
          startIcon={<MailIcon />}
        >
          {words('templates.use')}
        </Button>
      )}
      {may('write', 'templates') && (
        <Button component={Link} to="/templates/create" state={{ copyOf: letter }} startIcon={<CopyIcon />}>
          {words('templates.copy')}
        </Button>
      )}
    </>
  )
}

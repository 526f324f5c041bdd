/** Over ticked people: write to just these. */
import MailIcon from '@mui/icons-material/MailOutlined'
import { Button } from '@mui/material'
import { useListContext } from 'react-admin'
import { Link } from 'react-router-dom'
import { may } from '../../authProvider.ts'
import { useWords } from '../parts/words.ts'

export function MembersBulkActions() {
  const words = useWords()
  const { selectedIds } = useListContext()
  if (!may('write', 'campaigns')) return null
  return (
    <Button
      component={Link}
      to="/campaigns/create"
      state={{ contactIds: selectedIds.map(String) }}
      size="small"
      startIcon={<MailIcon />}
    >
      {words('groups.writeThese')}
    </Button>
  )
}

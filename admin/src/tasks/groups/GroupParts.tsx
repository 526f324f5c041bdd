/** What other screens need of a group's record, and the button that writes to it. */
import MailIcon from '@mui/icons-material/MailOutlined'
import { Button } from '@mui/material'
import { useRecordContext } from 'react-admin'
import { Link } from 'react-router-dom'
import { may } from '../../authProvider.ts'
import { useWords } from '../parts/words.ts'
import type { GroupDefinition } from './GroupCount.tsx'

export function definitionOf(group: Record<string, unknown>): GroupDefinition {
  const ids = (value: unknown) => (Array.isArray(value) ? value.map(String) : [])
  return {
    match: (group.match ?? null) as GroupDefinition['match'],
    include: ids(group.include),
    exclude: ids(group.exclude),
  }
}

export function WriteToGroup() {
  const words = useWords()
  const group = useRecordContext()
  if (!group || !may('write', 'campaigns')) return null
  return (
    <Button component={Link} to={`/campaigns/create?group=${group.id}`} variant="contained" startIcon={<MailIcon />}>
      {words('groups.write')}
    </Button>
  )
}

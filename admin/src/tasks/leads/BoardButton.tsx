/** Over the list: to the board. */
import ViewKanbanIcon from '@mui/icons-material/ViewKanbanOutlined'
import { Button } from '@mui/material'
import { useResourceContext } from 'react-admin'
import { Link } from 'react-router-dom'
import { useWords } from '../parts/words.ts'

export function BoardButton() {
  const words = useWords()
  const resource = useResourceContext()
  return (
    <Button component={Link} to={`/${resource}/board`} size="small" startIcon={<ViewKanbanIcon />}>
      {words('leads.asBoard')}
    </Button>
  )
}

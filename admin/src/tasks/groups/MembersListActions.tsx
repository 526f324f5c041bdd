/** Over the list of people: keep what it is filtered by as a group, and bring people in from a spreadsheet. */

import { contacts, leaves } from '@dormouse/model'
import GroupAddIcon from '@mui/icons-material/GroupAddOutlined'
import UploadIcon from '@mui/icons-material/UploadFileOutlined'
import { Button } from '@mui/material'
import { useListContext } from 'react-admin'
import { Link } from 'react-router-dom'
import { may } from '../../authProvider.ts'
import { useWords } from '../parts/words.ts'
import { treeFromFilter } from './fromFilter.ts'

const searched = leaves(contacts)
  .filter(({ field, base }) => field.options.search && !base)
  .map(({ path }) => path)

export function MembersListActions() {
  const words = useWords()
  const { filterValues } = useListContext()
  const match = treeFromFilter(filterValues ?? {}, searched)
  return (
    <>
      {match.rules.length > 0 && may('write', 'segments') && (
        <Button component={Link} to="/segments/create" state={{ match }} size="small" startIcon={<GroupAddIcon />}>
          {words('groups.saveAs')}
        </Button>
      )}
      {may('write', 'imports') && (
        <Button component={Link} to="/imports/create" size="small" startIcon={<UploadIcon />}>
          {words('import.button')}
        </Button>
      )}
    </>
  )
}

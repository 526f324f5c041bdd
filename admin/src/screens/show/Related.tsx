import AddIcon from '@mui/icons-material/AddOutlined'
import { Box, Button, type Theme, Typography, useMediaQuery } from '@mui/material'
import { Pagination, ReferenceManyField, useListContext, useRecordContext, useTranslate } from 'react-admin'
import { Link } from 'react-router-dom'
import { PhoneList } from '../list/PhoneList.tsx'
import { Table } from '../list/Table.tsx'
import { useLeafPlaces } from '../places.ts'
import { creatable, declarationOf } from '../titles.ts'
import type { Relation } from './relations.ts'

const perPage = 25

/** The records that refer to this one, as a list of their own. */
export function Related({ relation: { resource, target } }: { relation: Relation }) {
  const [field, order] = declarationOf(resource).sort
  return (
    <ReferenceManyField
      reference={resource}
      target={target}
      perPage={perPage}
      sort={{ field, order: order === 'asc' ? 'ASC' : 'DESC' }}
    >
      <Rows resource={resource} target={target} />
    </ReferenceManyField>
  )
}

function Rows({ resource, target }: { resource: string; target: string }) {
  const translate = useTranslate()
  const phone = useMediaQuery<Theme>(theme => theme.breakpoints.down('sm'))
  const places = useLeafPlaces(resource).filter(place => place.path !== target)
  const { isPending, total } = useListContext()
  if (isPending) return null
  return (
    <>
      {creatable(resource) && <AddRelated resource={resource} target={target} />}
      {total === 0 ? (
        <Typography color="text.secondary" sx={{ py: 2 }}>
          {translate('show.noneRelated', { name: translate(`resources.${resource}.name`, { smart_count: 2 }) })}
        </Typography>
      ) : (
        <>
          {phone ? <PhoneList resource={resource} /> : <Table resource={resource} places={places} plain />}
          {(total ?? 0) > perPage && <Pagination rowsPerPageOptions={[perPage]} />}
        </>
      )}
    </>
  )
}

/** A new one that refers to this record from the start. */
function AddRelated({ resource, target }: { resource: string; target: string }) {
  const translate = useTranslate()
  const record = useRecordContext()
  const many = declarationOf(resource).fields[target]?.kind === 'refs'
  const source = JSON.stringify({ [target]: many ? [record?.id] : record?.id })
  return (
    <Box sx={{ mb: 1.5 }}>
      <Button
        component={Link}
        to={`/${resource}/create?${new URLSearchParams({ source })}`}
        startIcon={<AddIcon />}
        variant="outlined"
        size="small"
      >
        {translate('show.add', { name: translate(`resources.${resource}.name`, { smart_count: 1 }) })}
      </Button>
    </Box>
  )
}

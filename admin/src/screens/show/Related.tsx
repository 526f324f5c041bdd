import AddIcon from '@mui/icons-material/AddOutlined'
import { Box, Button, type Theme, Typography, useMediaQuery } from '@mui/material'
import { Pagination, ReferenceManyField, useListContext, useRecordContext, useTranslate } from 'react-admin'
import { Link } from 'react-router-dom'
import { midSentence } from '../../i18n/mid-sentence.ts'
import { PhoneList } from '../list/PhoneList.tsx'
import { Table } from '../list/Table.tsx'
import { useLeafPlaces } from '../places.ts'
import { creatable, declarationOf } from '../titles.ts'
import type { Relation } from './relations.ts'

const perPage = 25

/** The records that refer to this one, as a list of their own. */
export function Related({ relation }: { relation: Relation }) {
  const { resource, target, filter } = relation
  const [field, order] = declarationOf(resource).sort
  return (
    <ReferenceManyField
      reference={resource}
      target={target}
      filter={filter}
      perPage={perPage}
      sort={{ field, order: order === 'asc' ? 'ASC' : 'DESC' }}
    >
      <Rows relation={relation} />
    </ReferenceManyField>
  )
}

function Rows({ relation }: { relation: Relation }) {
  const { resource, target } = relation
  const translate = useTranslate()
  const phone = useMediaQuery<Theme>(theme => theme.breakpoints.down('sm'))
  const places = useLeafPlaces(resource).filter(place => place.path !== target && !(place.path in relation.filter))
  const { isPending, total } = useListContext()
  if (isPending) return null
  return (
    <>
      {creatable(resource) && <AddRelated relation={relation} />}
      {total === 0 ? (
        <Typography color="text.secondary" sx={{ py: 2 }}>
          {translate('show.noneRelated', {
            name: midSentence(translate(`resources.${resource}.name`, { smart_count: 2 })),
          })}
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
function AddRelated({ relation: { resource, source } }: { relation: Relation }) {
  const translate = useTranslate()
  const record = useRecordContext()
  const prefilled = new URLSearchParams({ source: JSON.stringify(source(String(record?.id))) })
  const name = translate(`resources.${resource}.name`, { smart_count: 1 })
  return (
    <Box sx={{ mb: 1.5 }}>
      <Button
        component={Link}
        to={`/${resource}/create?${prefilled}`}
        startIcon={<AddIcon />}
        variant="outlined"
        size="small"
      >
        {translate('show.add', { name: midSentence(name) })}
      </Button>
    </Box>
  )
}

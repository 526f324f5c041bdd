/** Why somebody is on a list: the reasons with their numbers, the people behind each, and the whole list to take away. */
import DownloadIcon from '@mui/icons-material/Download'
import { Link as Anchor, Box, Button, Chip } from '@mui/material'
import { useState } from 'react'
import { useDataProvider, useGetMany } from 'react-admin'
import { Link } from 'react-router-dom'
import { csv, offerFile } from '../parts/download.ts'
import { Failure } from '../parts/Failure.tsx'
import { manyContacts } from '../parts/manyContacts.ts'
import { personName } from '../parts/person.ts'
import { useAct } from '../parts/useAct.ts'
import { useNumber, useWords } from '../parts/words.ts'

interface PeopleByReasonProps {
  /** One line a person and reason. */
  lines: { contactId: string; reason: string }[]
  /** Of all; the lines may have been cut. */
  count: number
  say(reason: string): string
  fileName: string
}

export function PeopleByReason({ lines, count, say, fileName }: PeopleByReasonProps) {
  const words = useWords()
  const number = useNumber()
  const act = useAct()
  const provider = useDataProvider()
  const [open, setOpen] = useState<string>()
  const byReason = Map.groupBy(lines, ({ reason }) => reason)

  const download = () =>
    act.run(async () => {
      const people = await manyContacts(
        provider,
        lines.map(({ contactId }) => contactId),
      )
      const rows = lines.map(({ contactId, reason }) => {
        const person = people.get(contactId)
        return [personName(person), person?.email, say(reason)]
      })
      offerFile(`${fileName}.csv`, csv([[words('person'), words('address'), words('why')], ...rows]))
    })
  return (
    <>
      {[...byReason]
        .sort((a, b) => b[1].length - a[1].length)
        .map(([reason, those]) => (
          <Box key={reason} sx={{ borderTop: 1, borderColor: 'divider', py: 1 }}>
            <Button
              color="inherit"
              aria-expanded={open === reason}
              onClick={() => setOpen(open === reason ? undefined : reason)}
              sx={{ justifyContent: 'flex-start', gap: 1.5, textAlign: 'left', fontWeight: 400 }}
              fullWidth
            >
              <Chip size="small" label={number(those.length)} />
              <span>{say(reason)}</span>
            </Button>
            {open === reason && <People ids={those.map(({ contactId }) => contactId)} />}
          </Box>
        ))}
      {count > lines.length && <Box sx={{ py: 1 }}>{words('campaigns.check.cut', { count: lines.length })}</Box>}
      <Failure error={act.error} />
      <Button startIcon={<DownloadIcon />} onClick={() => void download()} loading={act.busy} sx={{ mt: 1 }}>
        {words('campaigns.check.download')}
      </Button>
    </>
  )
}

const pageOf = 20

function People({ ids }: { ids: string[] }) {
  const words = useWords()
  const [pages, setPages] = useState(1)
  const shown = ids.slice(0, pages * pageOf)
  const { data } = useGetMany('contacts', { ids: shown })
  const people = new Map((data ?? []).filter(Boolean).map(person => [String(person.id), person]))
  return (
    <>
      <Box component="ul" sx={{ m: 0, pl: 4, py: 1, columns: { sm: 2 } }}>
        {shown.map(id => (
          <li key={id}>
            <Anchor component={Link} to={`/contacts/${id}/show`}>
              {personName(people.get(id)) || '…'}
            </Anchor>
          </li>
        ))}
      </Box>
      {ids.length > shown.length && (
        <Button size="small" sx={{ ml: 3 }} onClick={() => setPages(pages + 1)}>
          {words('campaigns.check.more', { count: ids.length - shown.length })}
        </Button>
      )}
    </>
  )
}

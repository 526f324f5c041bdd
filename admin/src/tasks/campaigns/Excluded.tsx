/** "21 will not: see why": the reasons with their numbers, the people behind each, and the list to take away. */
import DownloadIcon from '@mui/icons-material/Download'
import { Link as Anchor, Box, Button, Chip } from '@mui/material'
import { useState } from 'react'
import { useDataProvider, useGetMany } from 'react-admin'
import { Link } from 'react-router-dom'
import { csv, offerFile } from '../parts/download.ts'
import { Failure } from '../parts/Failure.tsx'
import { More } from '../parts/More.tsx'
import { manyContacts } from '../parts/manyContacts.ts'
import { personName } from '../parts/person.ts'
import { reasonCode, useReason } from '../parts/reasons.ts'
import { useAct } from '../parts/useAct.ts'
import { useNumber, useWords } from '../parts/words.ts'
import type { CheckResult } from './campaign.ts'

type Left = CheckResult['excluded']
const shownMax = 20

export function Excluded({ excluded, count, name }: { excluded: Left; count: number; name: string }) {
  const words = useWords()
  const reason = useReason()
  const number = useNumber()
  const act = useAct()
  const provider = useDataProvider()
  const [open, setOpen] = useState<string>()
  if (excluded.length === 0) return null
  const byReason = new Map<string, string[]>()
  for (const { contactId, reason: written } of excluded) {
    const code = reasonCode(written)
    byReason.set(code, [...(byReason.get(code) ?? []), contactId])
  }

  const download = () =>
    act.run(async () => {
      const people = await manyContacts(
        provider,
        excluded.map(({ contactId }) => contactId),
      )
      const rows = excluded.map(({ contactId, reason: code }) => {
        const person = people.get(contactId)
        return [personName(person), person?.email, reason(code)]
      })
      offerFile(
        `${name || 'campaign'}-${words('campaigns.check.file')}.csv`,
        csv([[words('person'), words('address'), words('why')], ...rows]),
      )
    })
  return (
    <More title={words('campaigns.check.excluded', { count })} sx={{ mt: 1.5 }}>
      {[...byReason]
        .sort((a, b) => b[1].length - a[1].length)
        .map(([code, ids]) => (
          <Box key={code} sx={{ borderTop: 1, borderColor: 'divider', py: 1 }}>
            <Button
              color="inherit"
              aria-expanded={open === code}
              onClick={() => setOpen(open === code ? undefined : code)}
              sx={{ justifyContent: 'flex-start', gap: 1.5, textAlign: 'left', fontWeight: 400 }}
              fullWidth
            >
              <Chip size="small" label={number(ids.length)} />
              <span>{reason(code)}</span>
            </Button>
            {open === code && <People ids={ids.slice(0, shownMax)} more={Math.max(0, ids.length - shownMax)} />}
          </Box>
        ))}
      <Failure error={act.error} />
      <Button startIcon={<DownloadIcon />} onClick={() => void download()} loading={act.busy} sx={{ mt: 1 }}>
        {words('campaigns.check.download')}
      </Button>
    </More>
  )
}

function People({ ids, more }: { ids: string[]; more: number }) {
  const words = useWords()
  const { data } = useGetMany('contacts', { ids })
  return (
    <Box component="ul" sx={{ m: 0, pl: 4, py: 1, columns: { sm: 2 } }}>
      {(data ?? []).filter(Boolean).map(person => (
        <li key={person.id}>
          <Anchor component={Link} to={`/contacts/${person.id}/show`}>
            {personName(person)}
          </Anchor>
        </li>
      ))}
      {more > 0 && <li>{words('campaigns.check.more', { count: more })}</li>}
    </Box>
  )
}

/** The campaign's ledger as a spreadsheet: one line a person. */
import type { DataProvider, RaRecord } from 'react-admin'
import { csv } from '../parts/download.ts'
import { manyContacts } from '../parts/manyContacts.ts'
import { personName } from '../parts/person.ts'
import type { Words } from '../parts/words.ts'
import { stateLabel, timeOf } from './delivery.ts'

const pageRows = 1000
/** A list longer than this is a job for a report, not for a browser. */
const rowsMax = 200_000

interface Written {
  words: Words
  reason(code: unknown): string
  moment(iso: unknown): string
}

export async function listOf(
  provider: DataProvider,
  campaignId: string,
  { words, reason, moment }: Written,
): Promise<string> {
  const rows: RaRecord[] = []
  for (let page = 1; rows.length < rowsMax; page++) {
    const { data } = await provider.getList('deliveries', {
      filter: { campaignId },
      pagination: { page, perPage: pageRows },
      sort: { field: 'id', order: 'ASC' },
    })
    rows.push(...data)
    if (data.length < pageRows) break
  }
  const people = await manyContacts(
    provider,
    rows.map(row => String(row.contactId)),
  )
  const lines = rows.map(row => {
    const person = people.get(String(row.contactId))
    return [
      personName(person),
      row.addressAtSend ?? person?.email,
      stateLabel(words, row.state),
      moment(timeOf(row)),
      reason(row.reason),
    ]
  })
  return csv([
    [words('person'), words('address'), words('campaigns.state'), words('campaigns.time'), words('why')],
    ...lines,
  ])
}

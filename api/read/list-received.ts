/** Letters that people got, whoever they are: read from the ledger itself, campaign by campaign. */
import { deliveries, type ListQuery } from '@dormouse/model'
import { receivedProjection } from '../campaigns/received.ts'
import type { Needs, View } from '../store/view.ts'
import { sorted } from './list-shard.ts'
import type { Found, Listing } from './pages.ts'
import { withBase } from './shard.ts'
import type { Row } from './shown.ts'

const rowsMax = 50_000

export function receivedNeeds(view: View, opened: Needs): Needs {
  if (!opened.collections?.includes(deliveries.name)) return { collections: [deliveries.name] }
  const all = view.partitions(deliveries.name)
  return tooMany(all) ? {} : { partitions: all.map(({ partition }) => [deliveries.name, partition]) }
}

export function listReceived(view: View, query: ListQuery, listing: Listing): Found {
  const all = view.partitions(deliveries.name)
  if (tooMany(all)) {
    const message = 'Say whose letters you mean: filter by contactId.'
    return { problem: { kind: 'invalid', message, errors: { contactId: message } } }
  }
  const rows: Row[] = []
  for (const { partition } of all)
    for (const put of view.partition(deliveries.name, partition).values()) {
      const operation = { on: deliveries.name, id: put.id, put, by: 0 }
      for (const { row } of receivedProjection.rows(operation, nowhere, 0)) rows.push(withBase(row))
    }
  return sorted(rows, query, listing)
}

const nowhere = { sequence: 0, at: '', commands: [], operations: [] }
const tooMany = (all: readonly { rows: number }[]) => all.reduce((sum, { rows }) => sum + rows, 0) > rowsMax

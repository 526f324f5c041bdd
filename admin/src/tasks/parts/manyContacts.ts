/** People by id, however many: asked for in parts that fit into an address. */
import type { DataProvider, RaRecord } from 'react-admin'

const partMax = 60

export async function manyContacts(provider: DataProvider, ids: readonly string[]): Promise<Map<string, RaRecord>> {
  const wanted = [...new Set(ids)]
  const found = new Map<string, RaRecord>()
  for (let from = 0; from < wanted.length; from += partMax) {
    const { data } = await provider.getMany('contacts', { ids: wanted.slice(from, from + partMax) })
    for (const record of data) found.set(String(record.id), record)
  }
  return found
}

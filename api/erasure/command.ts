/**
 * The decision behind an erasure: the record goes like any other (what holds it back holds it back), its address stays
 * blocked by its keyed hash, and the log says that it was erased. What it leaves in the files is the job's to remove.
 */
import { blank, type Json, refuse, resourceNamed, suppressions } from '@dormouse/model'
import { z } from 'zod'
import { note } from '../identity/notes.ts'
import { isRefused } from '../writer/draft.ts'
import type { Draft, Handler } from '../writer/handler.ts'
import { jobTaking } from '../writer/jobs.ts'
import { isWhole } from '../writer/links.ts'
import { needsOf, unionOf } from '../writer/needs.ts'
import { deleteRecord } from '../writer/records.ts'
import { erasedCollection, erasedId } from './erased.ts'

const inputSchema = z.object({
  resource: z.string(),
  id: z.string(),
  /** As in `Erased`. */
  ids: z.array(z.string()),
  records: z.array(z.string()),
  /** Every address the person ever had here. */
  addresses: z.array(z.string()),
})
export type EraseInput = z.infer<typeof inputSchema>

export const erase: Handler = {
  needs({ input }) {
    const { resource } = inputSchema.parse(input)
    return unionOf([needsOf(resource), { collections: ['contacts', 'suppressions', 'logs', erasedCollection] }])
  },
  decide(draft, { input }) {
    const { resource: name, id, ids, records, addresses } = inputSchema.parse(input)
    const resource = resourceNamed(name)
    if (!isWhole(resource) || resource.single !== undefined || name === 'staff')
      return refuse('refused', 'Only records of people and what belongs to them can be erased.')
    if (draft.table(name).get(id)) {
      const gone = deleteRecord(draft, name, id)
      if (isRefused(gone)) return gone
      if (jobTaking(draft, name, id))
        return refuse('refused', 'Thousands of records go with it. Delete it first, and erase it when that has ended.')
    }
    const addressHashes = addresses.map(address => draft.addressHash(address))
    for (const [index, hash] of addressHashes.entries())
      if (!isSomebodyElses(draft, addresses[index] as string)) block(draft, hash)
    const known = draft.table(erasedCollection)
    const values = { resource: name, recordId: id, ids, records, addressHashes }
    if (known.get(erasedId(name, id))) known.set(erasedId(name, id), values)
    else known.create(erasedId(name, id), values)
    note(draft, { what: 'erased', about: { resource: name, id } })
    return { ok: true, resource: name, id }
  },
}

/** An address that was handed on, or that a family shares, goes on being written to. */
const isSomebodyElses = (draft: Draft, address: string): boolean =>
  draft.table('contacts').lookup('email', address).length > 0

/** What blocks the address already goes on doing so, with its own reason. */
function block(draft: Draft, addressHash: string): void {
  const table = draft.table(suppressions.name)
  if (table.lookup('addressHash', addressHash).some(each => each.liftedAt === null)) return
  const fresh = { addressHash, reason: 'erased', since: draft.now, source: 'An erasure' }
  const empty = blank(suppressions) as Record<string, Json>
  if (table.get(addressHash)) table.set(addressHash, { ...empty, ...fresh })
  else table.create(addressHash, { ...empty, ...fresh })
}

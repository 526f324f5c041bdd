/** Who has said no to mail since a state, found in the log: people who are gone today are in no table any more. */
import { isPlain, type Json } from '@dormouse/model'
import { entriesForward } from '../store/log.ts'
import type { ObjectStore } from '../store/objects.ts'
import type { CommittedOperation, Root } from '../store/view.ts'

type Consent = Record<string, Json>

/** By contact: what they said last, as far as the log names it, where that is a no. */
export async function withdrawalsSince(
  objects: ObjectStore,
  root: Root,
  sequence: number,
): Promise<Map<string, Consent>> {
  const withdrawn = new Map<string, Consent>()
  for await (const entry of entriesForward(objects, root, sequence))
    for (const operation of entry.operations) {
      if (operation.on !== 'contacts') continue
      const said = saidIn(operation)
      if (said?.email === false) withdrawn.set(operation.id, said)
      else if (said) withdrawn.delete(operation.id)
    }
  return withdrawn
}

/** Undefined: the operation does not touch it. */
function saidIn(operation: CommittedOperation): Consent | undefined {
  if ('put' in operation) return groupOf(operation.put.consent)
  // Somebody who had said no and was removed has still said no; who had not, has not taken anything back by going.
  if ('drop' in operation) {
    const said = groupOf(operation.drop.consent)
    return said?.email === false ? said : undefined
  }
  const { set } = operation
  if (set.consent !== undefined) return groupOf(set.consent)
  if (!('consent.email' in set)) return undefined
  const parts = Object.entries(set).filter(([path]) => path.startsWith('consent.'))
  return Object.fromEntries(parts.map(([path, value]) => [path.slice('consent.'.length), value]))
}

const groupOf = (value: Json | undefined): Consent | undefined => (isPlain(value) ? value : undefined)

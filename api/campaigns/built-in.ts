/** The group of everyone is a record like any other; a store that has none yet is given it at the server's start. */
import type { BaseDeps } from '../deps.ts'
import { everyoneId } from './selection.ts'

export async function ensureGroups({ reader, submit }: Pick<BaseDeps, 'reader' | 'submit'>): Promise<void> {
  const there = await reader.read({ collections: ['segments'] }, view => view.table('segments').get(everyoneId))
  if (!there) await submit({ type: 'groups.install', actor: { id: 'start', role: 'system' }, input: {} })
}

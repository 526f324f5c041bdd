/** Who may manage whom, and that somebody always can: the last root can't go. */
import { type Refused, type Role, refuse } from '@dormouse/model'
import { note } from '../../identity/notes.ts'
import { mayManage } from '../../identity/roles.ts'
import type { StoredRecord } from '../../store/view.ts'
import type { Draft, ResourceRules } from '../handler.ts'

export const staff: ResourceRules = {
  needs: { collections: ['staff', 'logs', 'credentials', 'sessions'] },
  prepare: (draft, before, after) => mayNotChange(draft, before, after) ?? lastRoot(draft, before, after) ?? after,
  remove: (draft, record) => mayNotChange(draft, record, undefined) ?? lastRoot(draft, record, undefined),
  follow(draft, before, after) {
    const id = (after ?? before)?.id as string
    if (before?.role !== after?.role || before?.active !== after?.active) {
      const about = { staffId: id, from: standing(before), to: standing(after) }
      note(draft, { what: 'role_changed', about, subject: `${id} ${about.from} ${about.to}` })
    }
    if (after?.active !== true) signOutEverywhere(draft, id)
    if (!after && draft.table('credentials').get(id)) draft.table('credentials').remove(id)
  },
}

const standing = (record: StoredRecord | undefined): string | null =>
  record ? (record.active === true ? String(record.role) : `${record.role}, off`) : null

/** Role, address and being active are what makes an account: with any of them somebody could be made, or be, another. */
function mayNotChange(
  draft: Draft,
  before: StoredRecord | undefined,
  after: StoredRecord | undefined,
): Refused | undefined {
  const { actor } = draft
  if (actor.role === 'system') return undefined
  if (before && after && ['role', 'email', 'active'].every(name => before[name] === after[name])) return undefined
  const onlyOwnAddress =
    before && after && before.id === actor.id && before.role === after.role && before.active === after.active
  if (onlyOwnAddress) return undefined
  const roles = [before?.role, after?.role].filter(role => role !== undefined) as Role[]
  if (roles.every(role => mayManage(actor.role, role))) return undefined
  return refuse('forbidden', 'Only a root account makes, changes and removes administrators.')
}

function lastRoot(
  draft: Draft,
  before: StoredRecord | undefined,
  after: StoredRecord | undefined,
): Refused | undefined {
  if (!isRoot(before) || isRoot(after)) return undefined
  for (const each of draft.table('staff').values()) if (each.id !== before?.id && isRoot(each)) return undefined
  const message = 'This is the last root account. Make another one first.'
  return refuse('refused', message, after ? { errors: { [after.role === 'root' ? 'active' : 'role']: message } } : {})
}

const isRoot = (record: StoredRecord | undefined): boolean => record?.role === 'root' && record.active === true

function signOutEverywhere(draft: Draft, staffId: string): void {
  const sessions = draft.table('sessions')
  for (const each of [...sessions.lookup('staffId', staffId)]) sessions.remove(each.id)
}

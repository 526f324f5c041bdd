/** The table of roles, as the declarations have it. A line here changes when somebody may do more, or less, than before. */
import { describe, expect, it } from 'vitest'
import { type Reach, type Role, reach, register, roles, type Verb } from './index.ts'

type Cell = Partial<Record<Verb, Reach>>
const everything: Cell = { read: 'all', write: 'all', delete: 'all' }
const own: Cell = { read: 'own', write: 'own', delete: 'own' }
const reading: Cell = { read: 'all' }
const readOwn: Cell = { read: 'own' }
const noDelete: Cell = { read: 'all', write: 'all' }

/** Root and admin alike: between them the writer decides (only root makes and removes admins). */
const table: Record<string, Partial<Record<'admin' | 'staff' | 'agent' | 'viewer', Cell>>> = {
  contacts: { admin: everything, staff: everything, agent: own, viewer: reading },
  segments: { admin: everything, staff: everything, viewer: reading },
  templates: { admin: everything, staff: everything, viewer: reading },
  campaigns: { admin: everything, staff: everything, viewer: reading },
  deliveries: { admin: reading, staff: reading, viewer: reading },
  received: { admin: reading, staff: reading, viewer: reading },
  suppressions: { admin: reading, staff: reading, viewer: reading },
  events: { admin: everything, staff: everything, viewer: reading },
  attendances: { admin: everything, staff: everything, viewer: reading },
  leads: { admin: everything, staff: everything, agent: own, viewer: reading },
  opportunities: { admin: everything, staff: everything, viewer: reading },
  stages: { admin: everything, staff: reading, agent: reading, viewer: reading },
  transitions: { admin: reading, staff: reading, agent: readOwn, viewer: reading },
  activities: { admin: everything, staff: everything, agent: own, viewer: reading },
  accounts: { admin: everything, staff: reading, agent: own, viewer: reading },
  transactions: { admin: reading, staff: reading, agent: readOwn, viewer: reading },
  documents: { admin: everything, staff: everything, agent: own, viewer: reading },
  properties: { admin: noDelete, staff: reading, agent: reading, viewer: reading },
  settings: { admin: noDelete, staff: reading, agent: reading, viewer: reading },
  staff: { admin: everything, staff: reading, agent: readOwn },
  imports: { admin: everything, staff: everything, viewer: reading },
  reports: { admin: everything, staff: own },
  changes: { admin: reading, staff: reading, agent: readOwn, viewer: reading },
  logs: { admin: reading },
  notifications: { admin: everything, staff: own, agent: own, viewer: own },
  views: { admin: everything, staff: own, agent: own, viewer: own },
}

describe('who may do what', () => {
  it.each(register.map(resource => [resource.name, resource] as const))('with %s', (name, { access }) => {
    const may = (role: Role): Cell =>
      Object.fromEntries(
        (['read', 'write', 'delete'] as const).flatMap(verb => {
          const far = reach(access, verb, role)
          return far ? [[verb, far]] : []
        }),
      )
    // A new resource says for itself who may do what with it, until it is worth guarding here.
    const line = table[name]
    for (const role of line ? roles : [])
      expect([role, may(role)]).toEqual([role, line?.[role === 'root' ? 'admin' : role] ?? {}])
  })

  it('is said of resources that there are', () => {
    expect(register.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(table)))
  })
})

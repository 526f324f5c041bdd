/** AUTH_URL=none: whoever reaches this loopback port is the first root. For local work alone; `config.ts` sees to that. */
import type { Actor } from '@dormouse/model'
import type { Identity } from '../deps.ts'
import type { Reader } from '../store/view.ts'

const nobodyYet: Actor = { id: 'local', role: 'root', name: 'Local root' }

export function noIdentity(reader: Reader): Identity {
  return {
    async authenticate(_token, from) {
      if (!from.loopback) return undefined
      return reader.read({ collections: ['staff'] }, view => {
        for (const staff of view.table('staff').values())
          if (staff.role === 'root' && staff.active === true)
            return { id: staff.id, role: 'root' as const, name: String(staff.name ?? '') }
        return nobodyYet
      })
    },
  }
}

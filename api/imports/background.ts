/**
 * Large imports run beside the requests. They are batches of commands whose ids come from the import, so one that was
 * interrupted, or begun twice, is simply run again.
 */
import type { Actor } from '@dormouse/model'
import type { Log } from '../log.ts'
import { applyImport, type ImportDeps, resumeImports } from './job.ts'

interface BackgroundDeps extends ImportDeps {
  log: Log
}

export interface BackgroundImports {
  /** Begins one and does not wait for its end; its record tells how far it is. */
  launch(importId: string): Promise<void>
  /** Takes up what was under way when the server ended. */
  resume(): void
}

export function backgroundImports(deps: BackgroundDeps): BackgroundImports {
  const beside = (work: Promise<unknown>, about: object) =>
    void work.catch(error => deps.log.error({ ...about, error: String(error) }, 'an import was interrupted'))
  return {
    async launch(importId) {
      const owner = await deps.reader.read({ collections: ['imports', 'staff'] }, view => {
        const job = view.table('imports').get(importId)
        return job && view.table('staff').get(job.createdBy)
      })
      if (!owner) return
      const actor: Actor = { id: owner.id, role: owner.role as Actor['role'] }
      beside(applyImport(deps, importId, actor), { importId })
    },
    resume: () => beside(resumeImports(deps), {}),
  }
}

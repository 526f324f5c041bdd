/** Opens the writer: apart from what everybody opens, because exactly one process may do this. */
import { collectionSpecs, projections } from './collections.ts'
import type { Opened } from './compose.ts'
import { type JobDriver, jobDriver } from './jobs/driver.ts'
import { addressHash } from './mail/address-hash.ts'
import { type Committer, openCommitter } from './store/commit.ts'
import { handlers } from './writer/handlers.ts'
import { writerPlanner } from './writer/planner.ts'

interface OpenedWriter {
  /** What publishes. */
  committer: Committer
  /** What decides. */
  planner: ReturnType<typeof writerPlanner>
  /** What sees large changes through to their end. */
  jobs: JobDriver
}

/** Only for the one process that writes. */
export function openWriter(deps: Opened): OpenedWriter {
  const jobs = jobDriver(deps)
  const { objects, reader, exchange, secrets, clock, ids, log } = deps
  const committer = openCommitter({ objects, replica: reader, clock, ids, specs: collectionSpecs, projections, log })
  const planner = writerPlanner({
    handlers,
    staging: exchange,
    addressHash: address => addressHash(secrets.addressHashKey, address),
    clock,
    log,
    specs: collectionSpecs,
    jobMoved: jobs.notice,
  })
  return { committer, planner, jobs }
}

/** Opens what a process works with, from its configuration: the same for the API, the writer, the worker and the tools. */
import { systemClock } from './clock.ts'
import { collectionSpecs, projections } from './collections.ts'
import { openQueue } from './command/open.ts'
import { submitter } from './command/submit.ts'
import type { Config } from './config.ts'
import type { BaseDeps } from './deps.ts'
import { systemIds } from './ids.ts'
import { type Log, makeLog } from './log.ts'
import { openSecrets } from './secrets.ts'
import { openObjects } from './store/open.ts'
import { openReplica, type Replica } from './store/replica.ts'

export interface Opened extends BaseDeps {
  reader: Replica
  /** Lets go of everything that was opened. Commands that were sent stay sent. */
  close(): Promise<void>
}

export async function openDeps(config: Config, log: Log = makeLog(config.logLevel)): Promise<Opened> {
  const [clock, ids] = [systemClock, systemIds]
  const secrets = await openSecrets(config.secretsUrl)
  const objects = openObjects(config.storeUrl)
  const exchange = openObjects(config.exchangeUrl)
  const documents = openObjects(config.documentsUrl)
  const queue = openQueue(config.queueUrl, { clock })
  const reader = openReplica({ objects, specs: collectionSpecs, projections, clock, log })
  const submit = submitter({ queue, outcomes: reader, staging: exchange, clock, ids })
  return {
    config,
    objects,
    exchange,
    documents,
    queue,
    reader,
    submit,
    secrets,
    clock,
    ids,
    log,
    async close() {
      await reader.close()
      for (const each of [queue, objects, exchange, documents]) await each.close()
    },
  }
}

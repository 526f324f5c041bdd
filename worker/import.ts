/**
 * `node worker/import.ts <importId> apply|undo`: applies or takes back one large import, for the person who made it, with
 * the environment of the server. May be ended at any moment and run again.
 */
import type { Actor } from '@dormouse/model'
import { submitter } from '../api/command/submit.ts'
import { openDeps } from '../api/compose.ts'
import { ConfigError, configOfProcess } from '../api/config.ts'
import { clientIdPattern } from '../api/ids.ts'
import { applyImport, undoImport } from '../api/imports/job.ts'
import { knocking } from './knocking.ts'

async function main(importId: string, task: string): Promise<void> {
  const deps = await openDeps(configOfProcess())
  const { queue, reader, exchange, clock, ids } = deps
  process.once('disconnect', () => process.exit(1))
  const submit = submitter({ queue: knocking(queue), outcomes: reader, staging: exchange, clock, ids })
  const owner = await reader.read({ collections: ['imports', 'staff'] }, view =>
    view.table('staff').get(String(view.table('imports').get(importId)?.createdBy)),
  )
  if (!owner) throw new ConfigError(`There is no import ${importId}, or nobody it belongs to.`)
  const actor: Actor = { id: owner.id, role: owner.role as Actor['role'] }
  const run = task === 'undo' ? undoImport : applyImport
  const outcome = await run({ reader, submit, exchange }, importId, actor)
  // A refusal is an answer, not a crash: starting again would get the same one.
  if (!outcome.ok) process.stderr.write(`Import ${importId}: ${outcome.problem.message}\n`)
  await deps.close()
}

const [importId = '', task = ''] = process.argv.slice(2)
if (!clientIdPattern.test(importId) || (task !== 'apply' && task !== 'undo')) {
  process.stderr.write('Say which import and what to do: node worker/import.ts <importId> apply|undo\n')
  process.exit(2)
}
try {
  await main(importId, task)
  process.exit(0)
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : ((error as Error).stack ?? error)}\n`)
  process.exit(1)
}

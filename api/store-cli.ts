/** `npm run store -- <command>`: looks after a store while the server runs, or without one. */
import { parseArgs } from 'node:util'
import { systemClock as clock } from './clock.ts'
import { projections, collectionSpecs as specs } from './collections.ts'
import { ConfigError, configOfProcess } from './config.ts'
import { systemIds as ids } from './ids.ts'
import { addressHash } from './mail/address-hash.ts'
import { exportTask } from './open-data/export.ts'
import { backup } from './operations/backup.ts'
import { erase } from './operations/erase.ts'
import { gc } from './operations/gc.ts'
import { restore } from './operations/restore.ts'
import { type Task, TaskProblem, type Tools, UsageProblem } from './operations/task.ts'
import { progressOn } from './progress.ts'
import { openSecrets } from './secrets.ts'
import { openCommitter } from './store/commit.ts'
import type { ObjectStore } from './store/objects.ts'
import { openObjects } from './store/open.ts'
import { openReplica } from './store/replica.ts'
import { StoreProblem } from './store/root.ts'
import { statsOf } from './store/stats.ts'
import { verify } from './store/verify.ts'

interface Asked {
  objects: ObjectStore
  dryRun: boolean
}

interface StoreCommand {
  about: string
  /** Resolves with the exit code. */
  run(asked: Asked): Promise<number>
}

/** Those that ask for more than the store's own files. */
const tasks: Record<string, { about: string; task: Task }> = {
  gc: { about: 'remove files that nothing leads to (--dry-run: only say how many)', task: gc },
  backup: { about: 'pin this state and copy it (--to <folder>; --forget <name>: let go of a pin)', task: backup },
  restore: {
    about: 'bring back how things were: restore --at <time> | --from <backup> (--dry-run: only say what)',
    task: restore,
  },
  erase: {
    about: 'forget somebody for good: erase contacts/<id> (--dry-run; --texts: in texts of others too)',
    task: erase,
  },
  export: { about: 'write open data for other programs: export <folder>', task: exportTask },
}

const commands: Record<string, StoreCommand> = {
  verify: { about: 'prove that log, files, counts and history agree', run: verifyStore },
  stats: { about: 'say what the store consists of', run: showStats },
  compact: { about: 'merge small files into large ones now', run: compactStore },
}

const say = (text: string) => console.log(text)
const options = {
  'dry-run': { type: 'boolean', default: false },
  to: { type: 'string' },
  forget: { type: 'string' },
  texts: { type: 'boolean', default: false },
  at: { type: 'string' },
  from: { type: 'string' },
  'new-keys': { type: 'boolean', default: false },
} as const

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`

async function verifyStore({ objects }: Asked): Promise<number> {
  const progress = progressOn(process.stderr, 'Replaying the log')
  const { sequence, operations, records, problems } = await verify({
    objects,
    specs,
    projections,
    onProgress: progress,
  })
  progress.end()
  if (problems.length === 0) {
    say(`Clean: ${sequence} commits with ${operations} changes account for every file; ${records} records.`)
    return 0
  }
  say(`Not clean. ${problems.length} problems in ${sequence} commits:`)
  for (const problem of problems) say(`  ${problem}`)
  return 1
}

async function showStats({ objects }: Asked): Promise<number> {
  const stats = await statsOf(objects)
  say(`Commit ${stats.sequence} of ${stats.at}.`)
  say(`root.json has ${stats.rootBytes} bytes and ${stats.tailCommits} commits in its tail.`)
  say(`The log has ${stats.logChunks} chunks and ${stats.logPages} full pages.`)
  console.table(
    Object.fromEntries(
      stats.collections.map(({ collection, bytes, ...rest }) => [collection, { ...rest, size: megabytes(bytes) }]),
    ),
  )
  console.table(
    Object.fromEntries(
      Object.entries(stats.objects).map(([kind, { count, bytes }]) => [
        kind,
        { objects: count, size: megabytes(bytes) },
      ]),
    ),
  )
  return 0
}

async function compactStore({ objects }: Asked): Promise<number> {
  const replica = openReplica({ objects, specs, projections, clock })
  await replica.refresh()
  if (replica.tag === undefined) throw new StoreProblem('There is no root.json: this store is empty.')
  const committer = openCommitter({ objects, replica, clock, ids, specs, projections })
  await committer.fold()
  await committer.idle()
  const rewritten = await committer.compact()
  await replica.close()
  say(rewritten === 0 ? 'Nothing to merge.' : `Merged the files of ${rewritten} tables.`)
  return 0
}

function usage(): number {
  say('npm run store -- <command>')
  for (const [name, { about }] of Object.entries({ ...commands, ...tasks })) say(`  ${name.padEnd(10)}${about}`)
  return 2
}

/** Opens what is asked for, nothing more: a backup of a store elsewhere needs no keys. */
async function withTools(use: (tools: Tools) => Promise<number>): Promise<number> {
  const config = configOfProcess()
  const [objects, exchange, documents] = [config.storeUrl, config.exchangeUrl, config.documentsUrl].map(
    openObjects,
  ) as [ObjectStore, ObjectStore, ObjectStore]
  try {
    return await use({
      config,
      objects,
      exchange,
      documents,
      openReplica: objects => openReplica({ objects, specs, projections, clock }),
      clock,
      ids,
      async addressHash() {
        const { addressHashKey } = await openSecrets(config.secretsUrl)
        return address => addressHash(addressHashKey, address)
      },
      say,
      bar: label => progressOn(process.stderr, label),
    })
  } finally {
    for (const each of [objects, exchange, documents]) await each.close()
  }
}

function typed() {
  try {
    return parseArgs({ options, allowPositionals: true })
  } catch (cause) {
    throw new UsageProblem((cause as Error).message, { cause })
  }
}

async function main(): Promise<number> {
  const { values, positionals } = typed()
  const [name, ...words] = positionals
  if (name === undefined) return usage()
  const task = Object.hasOwn(tasks, name) ? tasks[name]?.task : undefined
  if (task) return withTools(tools => task(tools, { words, options: values }))
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    say(`There is no command "${name}".`)
    return usage()
  }
  const objects = openObjects(configOfProcess().storeUrl)
  try {
    return await command.run({ objects, dryRun: values['dry-run'] })
  } finally {
    await objects.close()
  }
}

try {
  process.exitCode = await main()
} catch (cause) {
  // What a person can do something about is one sentence; anything else is a defect and shows where it happened.
  const isExpected = [StoreProblem, ConfigError, TaskProblem, UsageProblem].some(kind => cause instanceof kind)
  console.error(isExpected ? (cause as Error).message : cause)
  process.exitCode = cause instanceof UsageProblem ? 2 : 1
}

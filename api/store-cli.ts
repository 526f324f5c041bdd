/** `npm run store -- <command>`: looks after a store while the server runs, or without one. `operations/catalogue.ts` has them. */
import { parseArgs } from 'node:util'
import { systemClock as clock } from './clock.ts'
import { projections, collectionSpecs as specs } from './collections.ts'
import { ConfigError, configOfProcess } from './config.ts'
import { DiskProblem } from './disk/trouble.ts'
import { systemIds as ids } from './ids.ts'
import { addressHash } from './mail/address-hash.ts'
import { catalogue, helpOf, type OptionName, options, type StoreCommand } from './operations/catalogue.ts'
import { TaskProblem, type Tools, UsageProblem } from './operations/task.ts'
import { progressOn } from './progress.ts'
import { openSecrets } from './secrets.ts'
import { MissingObject } from './store/manifest.ts'
import { S3Problem } from './store/objects.s3.ts'
import type { ObjectStore } from './store/objects.ts'
import { openObjects } from './store/open.ts'
import { Unavailable } from './store/publish.ts'
import { openReplica } from './store/replica.ts'
import { StoreProblem } from './store/root.ts'

const say = (text: string) => console.log(text)

/** What a person can do something about is one sentence; anything else is a defect and shows where it happened. */
const expected = [StoreProblem, ConfigError, TaskProblem, UsageProblem, DiskProblem, S3Problem, Unavailable]

async function main(): Promise<number> {
  const { values, positionals } = typed()
  const [name, ...words] = positionals
  if (name === undefined || name === 'help') {
    say(helpOf(words[0]))
    return values.help || name === 'help' ? 0 : 2
  }
  const command = Object.hasOwn(catalogue, name) ? catalogue[name] : undefined
  if (!command) {
    console.error(`There is no command "${name}".\n`)
    say(helpOf())
    return 2
  }
  if (values.help) {
    say(helpOf(name))
    return 0
  }
  const { help: _, ...asked } = values
  refuseForeign(name, command, words, asked)
  return withTools(command, tools => command.task(tools, { words, options: asked }))
}

function typed() {
  const known = Object.fromEntries(
    Object.entries(options).map(([name, [value]]) => [name, { type: value ? 'string' : 'boolean' } as const]),
  )
  try {
    return parseArgs({
      options: { ...known, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    })
  } catch (cause) {
    const [sentence = ''] = (cause as Error).message.split('. To specify')
    throw new UsageProblem(`${sentence}. npm run store -- --help says what there is.`, { cause })
  }
}

/** An option of another command is a misunderstanding, and a dry run that does it all the same would be worse than one. */
function refuseForeign(name: string, command: StoreCommand, words: readonly string[], asked: object): void {
  const foreign = Object.keys(asked).find(each => !command.options.includes(each as OptionName))
  if (foreign !== undefined) throw new UsageProblem(`${name} takes no --${foreign}.\n${helpOf(name)}`)
  const extra = words[command.wordsMax]
  if (extra !== undefined) throw new UsageProblem(`${name} does not take "${extra}".\n${helpOf(name)}`)
}

/** Opening reaches for nothing: a backup of a store elsewhere needs no keys. */
async function withTools(command: StoreCommand, use: (tools: Tools) => Promise<number>): Promise<number> {
  const config = configOfProcess()
  const [objects, exchange, documents] = [config.storeUrl, config.exchangeUrl, config.documentsUrl].map(
    openObjects,
  ) as [ObjectStore, ObjectStore, ObjectStore]
  const undoes = new Set<() => Promise<void>>()
  stopOnSignal(command, undoes)
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
      onStop(undo) {
        undoes.add(undo)
        return () => undoes.delete(undo)
      },
    })
  } finally {
    for (const each of [objects, exchange, documents]) await each.close()
  }
}

/** Ctrl-C ends at once: whatever was under way is safe at any moment. It only says what is true now. */
function stopOnSignal({ stopped }: StoreCommand, undoes: ReadonlySet<() => Promise<void>>): void {
  const stop = async () => {
    await Promise.allSettled([...undoes].map(undo => undo()))
    console.error(`\nStopped. ${stopped}`)
    process.exit(130)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

function explained(cause: unknown): unknown {
  if (cause instanceof MissingObject)
    return `${cause.message} If the server tidied up meanwhile, running this again is enough; otherwise the store is damaged: verify says how, and docs/operations.md what to do.`
  return expected.some(kind => cause instanceof kind) ? (cause as Error).message : cause
}

try {
  process.exitCode = await main()
} catch (cause) {
  console.error(explained(cause))
  process.exitCode = cause instanceof UsageProblem ? 2 : 1
}

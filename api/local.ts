/**
 * `npm start`: everything in one process on one port — admin, API, the one writer, the scheduler — and workers as its
 * children. What goes wrong before it serves is one sentence and exit code 1; SIGTERM ends it within ten seconds.
 */
import type { Server } from 'node:http'
import { join } from 'node:path'
import { bootstrap } from './bootstrap.ts'
import { ensureGroups } from './campaigns/built-in.ts'
import { runFeedback } from './campaigns/feedback.ts'
import { processLauncher } from './campaigns/launcher.process.ts'
import { stepFunctionsLauncher } from './campaigns/launcher.stepfunctions.ts'
import { runScheduler } from './campaigns/scheduler.ts'
import { openDeps } from './compose.ts'
import { openWriter } from './compose-writer.ts'
import { type Config, ConfigError, configOfProcess, environmentOfProcess } from './config.ts'
import { demoPassword, demoStaff } from './demo/index.ts'
import { DiskProblem } from './disk/trouble.ts'
import { makeApp } from './http/app.ts'
import { allRoutes } from './http/routes.ts'
import type { Accounts } from './identity/accounts.ts'
import { openIdentity } from './identity/open.ts'
import { importProcesses } from './imports/launcher.ts'
import { holdFolder, InstanceError } from './instance.ts'
import { openSender } from './mail/sender.open.ts'
import { runDaily } from './operations/daily.ts'
import { builtAdmin, checkNode, listen, StartError } from './start.ts'
import { refuseNewer, StoreProblem } from './store/root.ts'
import { makeWake, runWriter } from './writer/run.ts'

const stopMsMax = 9_500
/** `--no-admin`: something else serves it (`npm run dev`). */
const withoutAdmin = process.argv.includes('--no-admin')

async function main(): Promise<void> {
  checkNode(process.version)
  const config = configOfProcess()
  const address = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${config.port}`
  const instance = holdFolder(config.dataFolder, address)
  const { server, serve } = await listen(config.host, config.port)
  const deps = await openDeps(config)
  const { reader, submit, queue, clock, ids, log } = deps
  // The format of the store is looked at before anything is written to it.
  await reader.refresh()
  refuseNewer(reader.root, 'write')
  const adminFolder = withoutAdmin ? undefined : await builtAdmin()
  const stop = new AbortController()
  const wake = makeWake()
  const writing = runWriter({ queue, clock, log, ...openWriter(deps), signal: stop.signal, wake })
  await bootstrap(deps, say)
  await ensureGroups(deps)

  // Workers and imports begin in half the time when what Node compiled for the last one is kept.
  const environment = { NODE_COMPILE_CACHE: join(config.dataFolder, 'run', 'compiled'), ...environmentOfProcess() }
  const workers = processLauncher({ reader, submit, wake: wake.now, clock, log, environment })
  const inProcesses = config.launchUrl.startsWith('process:')
  const launcher = inProcesses ? workers : stepFunctionsLauncher(config.launchUrl, deps)
  const sender = openSender(config.mailUrl, { clock, ids })
  const imports = importProcesses({ reader, clock, log, environment, wake: wake.now })
  const { identity, accounts } = openIdentity(deps)
  const routes = allRoutes({ ...deps, identity, accounts, launcher, sender, launchImport: imports.launchImport })
  serve(makeApp({ deps: { ...deps, identity }, routes, adminFolder }))

  const { signal } = stop
  const running = [writing, runScheduler({ reader, submit, clock, log, signal })]
  if (config.storeUrl.startsWith('file:')) running.push(runDaily({ ...deps, signal }))
  if (config.feedbackUrl) running.push(runFeedback({ ...deps, queueUrl: config.feedbackUrl, signal }))
  if (inProcesses) await workers.start()
  await imports.resume()
  await greet(config, address, accounts)

  const leave = async () => {
    await closed(server)
    imports.close()
    await workers.close()
    stop.abort()
    wake.now()
    await Promise.all(running)
    await sender.close()
    await deps.close()
    instance.release()
  }
  const end = () => {
    setTimeout(() => process.exit(1), stopMsMax).unref()
    leave().then(() => process.exit(0), fail)
  }
  process.once('SIGTERM', end).once('SIGINT', end)
}

/** No new requests; those under way are answered, idle connections are let go. */
function closed(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
}

async function greet(config: Config, address: string, accounts: Accounts): Promise<void> {
  const { setUp, demo } = await accounts.options({ address: '127.0.0.1', loopback: true })
  say(`\nDormouse is ready: ${address}`)
  if (config.auth.kind === 'local' && setUp) say('Open it on this machine to make the first account.')
  if (config.auth.kind === 'local' && demo) {
    say(`This is sample data. Sign in with one of these and the password ${demoPassword}`)
    for (const { email, name, role } of demoStaff) say(`  ${email.padEnd(20)} ${name}, ${role}`)
  }
  say(`Data: ${config.storeUrl}   Mail: ${config.mailUrl.replace(/\/\/[^@/]*@/, '//')}   API: ${address}/api/docs\n`)
}

function say(line: string): void {
  console.log(line)
}

/** Expected troubles are one sentence; for anything else the cause goes along, because nobody expected it. */
function fail(error: unknown): never {
  const isExpected = [ConfigError, StartError, InstanceError, StoreProblem, DiskProblem].some(
    kind => error instanceof kind,
  )
  if (isExpected) console.error((error as Error).message)
  else console.error('Dormouse could not go on.', error)
  process.exit(1)
}

process.on('unhandledRejection', fail)
try {
  await main()
} catch (error) {
  fail(error)
}

/**
 * A campaign through SES's protocol beside the bare SDK client in the same run: how many mails a core carries, how much
 * memory the worker takes, how many objects the ledger costs.
 */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { workerEnvironment, workerFlags } from '../../api/campaigns/launcher.process.ts'
import { openDeps } from '../../api/compose.ts'
import { openWriter } from '../../api/compose-writer.ts'
import { readConfig } from '../../api/config.ts'
import { makeLog } from '../../api/log.ts'
import { mimeOf } from '../../api/mail/message.ts'
import { compileLetter } from '../../api/mail/render.ts'
import { makeWake, runWriter } from '../../api/writer/run.ts'
import { furnished, people } from '../../test/worker/house.ts'
import { answerOf, cpuOf, memoryOf, type Program, portOf, start } from '../programs/program.ts'
import { type Figures, ratio, seconds, verdict, whole } from '../table.ts'
import { lateAdd } from './late.ts'

const body = `<p>Dear {{default firstName "friend"}},</p>\n${'<p>A paragraph of a letter, as newsletters have them, with some words.</p>\n'.repeat(120)}`
const endMsMax = 1_800_000
const lookMs = 50
const lateSecondsMax = 5

export async function campaign({ recipients }: { recipients: number }): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), 'dormouse-bench-campaign-'))
  const office = start('bench/programs/post-office.ts')
  try {
    const url = `http://127.0.0.1:${await portOf(office)}`
    const keys = { AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench', AWS_REGION: 'eu-west-1' }
    const environment = {
      ...keys,
      AWS_ENDPOINT_URL_SESV2: url,
      STORE_URL: `file:${folder}`,
      MAIL_URL: 'ses:',
      SEED: 'empty',
      LOG_LEVEL: 'error',
    }
    const worker = await sent(recipients, folder, environment)
    const late = await lateAdd(folder, 'c1', environment)
    const mail = join(folder, 'one.eml')
    await writeFile(mail, oneMail())
    const bare = await answerOf<Taken>('bench/programs/bare-sender.ts', [String(recipients), mail], environment)
    const perCore = (taken: Taken) => recipients / taken.cpuSeconds
    return {
      part: 'campaign',
      title: `A campaign to ${whole(recipients)}, mails of ${whole(Math.round(oneMail().length / 1024))} KB, over SES's protocol`,
      columns: ['what', 'mails a CPU second', 'mails a second', 'worker: memory at most, MB', 'objects written'],
      rows: [
        [
          'worker',
          Math.round(perCore(worker)),
          Math.round(recipients / worker.seconds),
          Math.round(worker.memoryBytes / 1e6),
          worker.objects,
        ],
        ['bare SDK client', Math.round(perCore(bare)), Math.round(recipients / bare.seconds), '–', '–'],
        ['ratio', ratio(perCore(worker), perCore(bare)), ratio(bare.seconds, worker.seconds), '–', '–'],
      ],
      notes: [
        `Somebody more, once it was done: their mail left ${seconds(late)} after the click (at most ${lateSecondsMax} s are allowed: ${verdict(late <= lateSecondsMax)}).`,
        'CPU seconds are those of the worker’s process: start, reading, filling, MIME, signing, sending, reporting. The writer has its own. The bare client’s start is left out.',
        'Objects: every file of freeze, intents, outcomes and folds, and every swap of the root. On S3 each is one PUT.',
      ],
    }
  } finally {
    await office.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

interface Taken {
  seconds: number
  cpuSeconds: number
}

async function sent(recipients: number, folder: string, environment: Record<string, string>) {
  const deps = await openDeps(readConfig(environment), makeLog('silent'))
  const [stop, wake] = [new AbortController(), makeWake()]
  const writing = runWriter({ ...deps, ...openWriter(deps), signal: stop.signal, wake })
  try {
    const house = furnished(deps)
    await house.furnish(people(recipients), body)
    await house.campaign('c1')
    const before = await objectsIn(folder, deps.reader.root.sequence)
    await house.act('c1', 'send')
    // As the launcher starts it, in an installation that has sent something before.
    const launched = {
      ...environment,
      ...workerEnvironment,
      NODE_COMPILE_CACHE: join(folder, 'run', 'compiled'),
    }
    await start('worker/main.ts', [], launched, workerFlags).ended
    const worker = start('worker/main.ts', ['c1'], launched, workerFlags)
    const taken = await watched(worker)
    const counts = await house.deliveries('c1')
    const accepted = counts.filter(each => each.state === 'accepted').length
    if (accepted !== recipients)
      throw new Error(`${accepted} of ${recipients} were sent: ${worker.printed().slice(-1_000)}`)
    await deps.reader.refresh()
    return { ...taken, objects: (await objectsIn(folder, deps.reader.root.sequence)) - before }
  } finally {
    stop.abort()
    await writing
    await deps.close()
  }
}

/** Time from start to end, CPU and memory as they were last seen. */
async function watched(worker: Program): Promise<Taken & { memoryBytes: number }> {
  const beganMs = performance.now()
  const taken = { seconds: 0, cpuSeconds: 0, memoryBytes: 0 }
  while (worker.child.exitCode === null && performance.now() - beganMs < endMsMax) {
    try {
      // While it ends, one thread after another is gone.
      taken.cpuSeconds = Math.max(taken.cpuSeconds, cpuOf(worker))
      taken.memoryBytes = Math.max(taken.memoryBytes, memoryOf(worker).most)
    } catch {
      // It ended between two looks.
    }
    await Promise.race([worker.ended, wait(lookMs)])
  }
  return { ...taken, seconds: (performance.now() - beganMs) / 1000 }
}

/** Everything in the store but the root was written once; the root once for every commit. */
async function objectsIn(folder: string, sequence: number): Promise<number> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  const stored = files.filter(
    each => each.isFile() && /\.(json|gz)$/.test(each.name) && !/[/\\](run|secrets)$/.test(each.parentPath),
  )
  return stored.length + sequence
}

function oneMail(): Buffer {
  const compiled = compileLetter({
    subject: 'For {{firstName}}',
    preheader: null,
    body,
    text: null,
    layout: 'plain',
    language: 'en',
  })
  if (!compiled.ok) throw new Error(compiled.problem.message)
  const letter = compiled.letter.render({
    contact: { firstName: 'Person' },
    organisation: { name: 'The Wood', postalAddress: '1 Road' },
    campaign: { name: 'c1' },
    unsubscribeUrl: `http://127.0.0.1:4000/u/${'t'.repeat(120)}`,
    timeZone: 'UTC',
  })
  return mimeOf({
    from: { address: 'news@wood.example' },
    to: { address: 'person1@example.org' },
    ...letter,
    at: '2026-05-03T09:00:00.000Z',
  })
}

/**
 * `node worker/main.ts <campaignId>`: sends one campaign, with the environment of the server. Ends by itself when there is
 * nothing left to do; SIGTERM (or the end of the server that started it) makes it report what it knows and leave within
 * ten seconds.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { campaignLetters } from '../api/campaigns/letters.ts'
import { collectionSpecs, projections } from '../api/collections.ts'
import { submitter } from '../api/command/submit.ts'
import { type Opened, openDeps } from '../api/compose.ts'
import { ConfigError, configOfProcess } from '../api/config.ts'
import { clientIdPattern } from '../api/ids.ts'
import { addressHash } from '../api/mail/address-hash.ts'
import { openSender } from '../api/mail/sender.open.ts'
import { openReplica } from '../api/store/replica.ts'
import type { Reader } from '../api/store/view.ts'
import { type RunEnd, runCampaign } from './campaign.ts'
import { makeHalt } from './halt.ts'
import { heartbeat } from './heartbeat.ts'
import { knocking } from './knocking.ts'
import { ledger } from './ledger.ts'
import { type Relief, relief } from './memory.ts'
import { glanced } from './waiting.ts'

/** After this nothing is waited for any more, so that the ten seconds of a SIGTERM are kept. */
const leaveMsMax = 9_500

async function main(campaignId: string): Promise<RunEnd> {
  const config = configOfProcess()
  const deps = await openDeps(config)
  const { clock, ids, log, queue, reader, exchange, secrets } = deps
  const submit = submitter({ queue: knocking(queue), outcomes: reader, staging: exchange, clock, ids })
  const sender = openSender(config.mailUrl, { clock, ids })
  const hash = (address: string) => addressHash(secrets.addressHashKey, address)
  const letters = campaignLetters({ publicUrl: config.publicUrl, linkKeys: secrets.linkKeys, addressHash: hash })
  const halt = makeHalt()
  const memory = relief()
  const leave = () => {
    halt.now('leaving')
    setTimeout(() => process.exit(1), leaveMsMax).unref()
  }
  const beat = config.taskToken ? heartbeat(config.taskToken, { clock, log, gone: leave }) : undefined
  process.once('SIGTERM', leave).once('SIGINT', leave).once('disconnect', leave)
  // The server has installed a new root: what is waited for may be in it.
  process.on('message', () => reader.refresh().catch(() => undefined))
  const pidFile = join(config.dataFolder, 'run', `worker-${campaignId}.pid`)
  await mkdir(join(config.dataFolder, 'run'), { recursive: true })
  await writeFile(pidFile, `${process.pid}\n`)
  try {
    const end = await runCampaign(campaignId, {
      reader,
      glance: glanceAt(deps, memory),
      ledger: ledger({ submit, reader, clock, log }),
      exchange,
      sender,
      feedback: sender.feedback && config.feedbackUrl !== undefined,
      letters,
      addressHash: hash,
      mailRate: config.mailRate,
      clock,
      ids,
      log,
      halt,
      relieve: memory.relieve,
    })
    // Asked to leave in the middle is no success: the machine starts another one.
    await (end === 'left' ? beat?.failed('The worker was asked to leave.') : beat?.succeeded({ end }))
    return end
  } catch (error) {
    await beat?.failed(String(error)).catch(() => undefined)
    throw error
  } finally {
    await removeOwn(pidFile)
    await Promise.allSettled([sender.close(), deps.close()])
  }
}

/** A replica of its own for each look. */
function glanceAt({ objects, clock, log }: Opened, { during }: Relief): Reader['read'] {
  const specs = collectionSpecs.map(glanced)
  return async (needs, use) => {
    const once = openReplica({ objects, specs, projections, clock, log })
    try {
      return await during(() => once.read(needs, use))
    } finally {
      await once.close()
    }
  }
}

/** A worker that took over may have written its own number there. */
async function removeOwn(pidFile: string): Promise<void> {
  const written = await readFile(pidFile, 'utf8').catch(() => '')
  if (Number(written) === process.pid) await rm(pidFile, { force: true })
}

const [campaignId = ''] = process.argv.slice(2)
if (!clientIdPattern.test(campaignId)) {
  process.stderr.write('Say which campaign: node worker/main.ts <campaignId>\n')
  process.exit(2)
}
try {
  await main(campaignId)
  process.exit(0)
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : ((error as Error).stack ?? error)}\n`)
  process.exit(1)
}

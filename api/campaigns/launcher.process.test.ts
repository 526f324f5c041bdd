import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type CampaignInMemory, campaignInMemory, ok } from '../../test/worker/campaign-in-memory.ts'
import { systemClock } from '../clock.ts'
import type { Submit } from '../deps.ts'
import { type ProcessLauncher, processLauncher } from './launcher.process.ts'

let house: CampaignInMemory
let folder: string
let launcher: ProcessLauncher
let wakes: number
let sent: Parameters<Submit>[0][]
beforeEach(async () => {
  house = await campaignInMemory()
  folder = await mkdtemp(join(tmpdir(), 'dormouse-launch-'))
  wakes = 0
  sent = []
})
afterEach(async () => {
  await launcher.close()
  await rm(folder, { recursive: true, force: true })
})

/** A worker that notes its start and then does what the script says. */
async function launching(script: string): Promise<void> {
  const program = join(folder, 'worker.mjs')
  const note = `import { appendFileSync } from 'node:fs'\nappendFileSync('${folder}/starts', process.argv[2] + ' ' + process.pid + '\\n')\n`
  await writeFile(program, note + script)
  launcher = processLauncher({
    reader: house.writer.replica,
    submit: async command => {
      sent.push(command)
      return { id: 'x' }
    },
    wake: () => {
      wakes++
    },
    clock: systemClock,
    log: { info() {}, warn() {}, error() {} },
    program,
    environment: process.env,
  })
}

const starts = async () => (await readFile(join(folder, 'starts'), 'utf8').catch(() => '')).split('\n').filter(Boolean)
const waiting = 'setInterval(() => {}, 1000)'

test('a campaign that is to be sent has one worker, however often it is asked for', async () => {
  await launching(`process.send({ wake: true }); ${waiting}`)
  await launcher.start()
  await ok(house.act('send'))
  await expect.poll(starts, { timeout: 10_000 }).toHaveLength(1)
  await Promise.all([launcher.launch('c1'), launcher.launch('c1')])
  await expect.poll(() => wakes, { timeout: 10_000 }).toBe(1)
  expect(await starts()).toHaveLength(1)
})

test('a server that starts picks up what was under way', async () => {
  await ok(house.act('send'))
  await launching(waiting)
  await launcher.start()
  await expect.poll(starts, { timeout: 10_000 }).toHaveLength(1)
})

test('a worker that ends early is started again', async () => {
  await ok(house.act('send'))
  await launching('process.exit(1)')
  await launcher.start()
  await expect.poll(starts, { timeout: 15_000 }).toHaveLength(3)
})

test('a campaign that waits for a person has no worker', async () => {
  await ok(house.act('send'))
  await ok(house.act('pause'))
  await launching(waiting)
  await launcher.start()
  await systemClock.wait(300)
  expect(await starts()).toEqual([])
  await ok(house.act('resume'))
  await expect.poll(starts, { timeout: 10_000 }).toHaveLength(1)
})

test('closing ends the workers, and starts none', async () => {
  await ok(house.act('send'))
  await launching(waiting)
  await launcher.start()
  await expect.poll(starts, { timeout: 10_000 }).toHaveLength(1)
  const pid = Number((await starts())[0]?.split(' ')[1])
  await launcher.close()
  expect(() => process.kill(pid, 0)).toThrow()
  await launcher.launch('c1')
  expect(await starts()).toHaveLength(1)
})

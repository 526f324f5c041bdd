import type { SFNClient } from '@aws-sdk/client-sfn'
import { expect, test } from 'vitest'
import type { Clock } from '../api/clock.ts'
import { heartbeat } from './heartbeat.ts'

const log = { info() {}, warn() {}, error() {} }

/** Half minutes pass one by one, each in a turn of the event loop. */
function clockOfTests(): Clock & { waited: number } {
  const clock = {
    waited: 0,
    nowMs: () => clock.waited,
    async wait(ms: number) {
      clock.waited += ms
      await new Promise(resolve => setImmediate(resolve))
    },
  }
  return clock
}

function machine(answer: (name: string, count: number) => void = () => undefined) {
  const heard: { name: string; input: Record<string, unknown> }[] = []
  const client = {
    async send(command: { constructor: { name: string }; input: object }) {
      const { name } = command.constructor
      heard.push({ name, input: command.input as Record<string, unknown> })
      answer(name, heard.length)
      return {}
    },
    destroy() {},
  } as unknown as Pick<SFNClient, 'send' | 'destroy'>
  return { heard, client }
}

test('a worker says every half minute that it is alive, and how it ended', async () => {
  const { heard, client } = machine()
  const clock = clockOfTests()
  const beat = heartbeat('token', { clock, log, gone: () => undefined, client })
  await expect.poll(() => heard.length).toBeGreaterThan(3)
  expect(clock.waited).toBeGreaterThanOrEqual(3 * 30_000)
  await beat.succeeded({ end: 'done' })
  expect(heard.at(-1)).toEqual({
    name: 'SendTaskSuccessCommand',
    input: { taskToken: 'token', output: '{"end":"done"}' },
  })
})

test('a heartbeat that is not heard is no reason to stop; a machine that no longer waits is', async () => {
  const refuse = (name: string) => Object.assign(new Error('no'), { name })
  const { client } = machine((name, count) => {
    if (name === 'SendTaskHeartbeatCommand') throw refuse(count < 3 ? 'ServiceUnavailable' : 'TaskTimedOut')
  })
  const gone = await new Promise<string>(resolve => {
    heartbeat('token', { clock: clockOfTests(), log, gone: () => resolve('gone'), client })
  })
  expect(gone).toBe('gone')
})

import { expect, test } from 'vitest'
import { campaignInMemory, ok } from '../../test/worker/campaign-in-memory.ts'
import { runScheduler } from './scheduler.ts'

test('a scheduled campaign is started at its time, once, and an unscheduled one never', async () => {
  const { writer, act, status, staff } = await campaignInMemory()
  await ok(act('send', { at: '2026-07-01T10:00' }))
  const stop = new AbortController()
  const fired: string[] = []
  const startMs = Date.parse('2026-07-01T08:00:00Z')
  writer.clock.pass(startMs - writer.clock.nowMs())
  const scheduler = runScheduler({
    reader: writer.replica,
    clock: {
      nowMs: writer.clock.nowMs,
      async wait(ms, signal) {
        // Two hours, then the end: London's ten o'clock is nine in UTC.
        if (writer.clock.nowMs() > startMs + 2 * 3_600_000) stop.abort()
        if (!signal?.aborted) await writer.clock.wait(ms)
      },
    },
    log: { info() {}, warn() {}, error() {} },
    signal: stop.signal,
    async submit(command) {
      fired.push(new Date(writer.clock.nowMs()).toISOString().slice(0, 16))
      const outcome = await writer.send(command.actor, command.type, command.input)
      return { id: 'x', outcome }
    },
  })
  await scheduler
  expect(fired).toEqual(['2026-07-01T09:00'])
  expect(await status()).toBe('preparing')
  expect((await writer.get('campaigns', 'c1'))?.updatedBy).toBeDefined()
  expect(staff.id).toBe('staff')
})

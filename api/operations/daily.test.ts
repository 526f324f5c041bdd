import { expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { systemIds as ids } from '../ids.ts'
import { memoryObjects } from '../store/objects.memory.ts'
import { openTrial, put } from '../store/trial.ts'
import { runDaily } from './daily.ts'

const dayMs = 24 * 3_600_000

test('a server that runs for weeks keeps its folder tidy by itself', async () => {
  let nowMs = Date.parse('2026-03-01T09:00:00Z')
  const stop = new AbortController()
  let waits = 0
  const clock = {
    nowMs: () => nowMs,
    async wait(ms: number) {
      nowMs += ms
      if (++waits > 20) stop.abort()
      else await trial.commit(put(`later${waits}`))
    },
  }
  const objects = memoryObjects({ clock })
  const exchange = memoryObjects({ clock })
  const trial = openTrial({ objects, clock })
  for (let n = 0; n < 10; n++) {
    await trial.commit(put(`r${n}`))
    await trial.committer.fold()
    await trial.committer.compact()
  }
  await exchange.put('staged/old.ndjson.gz', Buffer.from('x'))
  const before = (await Array.fromAsync(objects.list('segments/'))).length
  const said: object[] = []
  const note = (fields: object) => said.push(fields)
  await runDaily({
    config: readConfig({ STORE_URL: 'file:/nowhere' }),
    objects,
    exchange,
    documents: memoryObjects({ clock }),
    clock,
    ids,
    secrets: { addressHashKey: new Uint8Array(32) },
    log: { info: note, warn: note, error: note },
    signal: stop.signal,
  })
  expect(nowMs).toBeGreaterThan(Date.parse('2026-03-01T09:00:00Z') + 19 * dayMs)
  expect((await Array.fromAsync(objects.list('segments/'))).length).toBeLessThan(before / 2)
  expect(await Array.fromAsync(exchange.list(''))).toEqual([])
  expect(said).toHaveLength(20)
})

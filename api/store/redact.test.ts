import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import { systemIds } from '../ids.ts'
import type { ObjectStore } from './objects.ts'
import { tableOf } from './past.ts'
import { pinKey } from './paths.ts'
import { pin, readPin } from './pins.ts'
import { type Redaction, type Row, redact, sweep } from './redact.ts'
import { foldOverdue } from './root.ts'
import { openTrial, trialProjections as projections, put, type Trial } from './trial.ts'

const secret = 'lives in Elm Street'
const redaction = redactionOf(secret)
function redactionOf(note: string): Redaction {
  const clean = <R extends Row>(row: R): R => (row.note === note ? { ...row, note: null } : row)
  return {
    concerns: text => text.includes(note),
    operation: operation => ('put' in operation ? { ...operation, put: clean(operation.put) } : operation),
    row: (_, row) => clean(row),
    outcome: outcome => outcome,
  }
}

const depsOf = ({ objects, replica }: Trial) => ({ objects, replica, clock: systemClock, ids: systemIds, projections })
const notesOf = (trial: Trial) =>
  trial.replica.read(
    { collections: ['contacts'] },
    view => new Set([...view.table('contacts').values()].map(each => each.note)),
  )
/** Too much for the root to go on without a fold. */
const heavy = () =>
  Array.from({ length: 9 }, (_, n) => put(`h${n}`, { note: secret, text: randomBytes(1_000_000).toString('base64') }))

test('a writer whose root is outdated goes on after what its tail leads to was erased', async () => {
  const trial = openTrial()
  const writer = trial.other()
  await trial.commit(...heavy())
  await writer.replica.refresh()
  expect(foldOverdue(writer.replica.root)).toBe(true)
  await trial.committer.idle()
  await redact(depsOf(trial), redaction)
  await writer.commit(put('late', { note: 'here' }))
  expect(await notesOf(trial)).toEqual(new Set([null, 'here']))
})

test('a pin that leads to what is gone keeps nobody from sweeping up', async () => {
  const trial = openTrial()
  await trial.commit(put('a', { note: secret }))
  await trial.committer.fold()
  const { root } = trial.replica
  await pin(trial.objects, 'late', root)
  await trial.commit(put('b'))
  await trial.committer.fold()
  await trial.objects.remove(String(root.manifests.contacts))
  const orphan = 'segments/contacts/delta/000000000999-late.ndjson.gz'
  const [segment] = await Array.fromAsync(trial.objects.list('segments/contacts/delta/'))
  const got = await trial.objects.get(String(segment?.key))
  if (got.kind !== 'found') throw new Error('There is no segment.')
  await trial.objects.put(orphan, got.body)
  expect(await sweep(trial.objects, redaction)).toBeGreaterThan(0)
  expect((await trial.objects.get(orphan)).kind).not.toBe('found')
})

test('an erasure that was stopped puts nothing back into a pin that another one took out of it', async () => {
  const trial = openTrial()
  await trial.commit(put('a', { note: secret }), put('b', { note: 'wears size 43' }))
  await pin(trial.objects, 'kept', trial.replica.root)
  let late = async (): Promise<unknown> => undefined
  const stopped: ObjectStore = {
    ...trial.objects,
    put: (key, body, condition) => {
      if (key !== pinKey('kept')) return trial.objects.put(key, body, condition)
      late = () => trial.objects.put(key, body, condition)
      throw new Error('stopped')
    },
  }
  await expect(redact({ ...depsOf(trial), objects: stopped }, redaction)).rejects.toThrow('stopped')
  await redact(depsOf(trial), redactionOf('wears size 43'))
  await late()
  expect(JSON.stringify(await readPin(trial.objects, 'kept'))).not.toContain('wears size 43')
})

test('a pin that another erasure has rewritten meanwhile is read again, not given up', async () => {
  const trial = openTrial()
  for (const note of [secret, 'wears size 43']) {
    await trial.commit(put(note === secret ? 'a' : 'b', { note }))
    // The first of the day is pinned by itself; the next leads to files of its own.
    await trial.committer.fold()
  }
  await pin(trial.objects, 'kept', trial.replica.root)
  await trial.commit(put('c'))
  await trial.committer.fold()
  await trial.committer.compact()
  let isOvertaken = false
  const overtaken: ObjectStore = {
    ...trial.objects,
    async get(key, options) {
      const got = await trial.objects.get(key, options)
      if (key !== pinKey('kept') || isOvertaken) return got
      isOvertaken = true
      await redact(depsOf(trial.other()), redactionOf('wears size 43'))
      return got
    },
  }
  await redact({ ...depsOf(trial), objects: overtaken }, redaction)
  expect(isOvertaken).toBe(true)
  const root = await readPin(trial.objects, 'kept')
  if (!root) throw new Error('The pin is gone.')
  const table = await tableOf({ objects: trial.objects, specs: trial.replica.specs }, root, 'contacts')
  expect([...table.values()].map(({ note }) => note)).toEqual([null, null])
})

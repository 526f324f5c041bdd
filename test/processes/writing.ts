/**
 * The embedded server's heart without HTTP, as a process to be killed: a writer, and clients in the same process that ask
 * it for contacts and print what was acknowledged: `<id> <count>`, once for each rise of the contact's count.
 */
import { openDeps } from '../../api/compose.ts'
import { openWriter } from '../../api/compose-writer.ts'
import { readConfig } from '../../api/config.ts'
import { makeLog } from '../../api/log.ts'
import { makeWake, runWriter } from '../../api/writer/run.ts'

const [folder = '', name = '', lanes = '6'] = process.argv.slice(2)
const deps = await openDeps(readConfig({ STORE_URL: `file:${folder}`, SEED: 'empty' }), makeLog('silent'))
const stop = new AbortController()
const actor = { id: 'rounds', role: 'system' as const }
void runWriter({ ...deps, ...openWriter(deps), signal: stop.signal, wake: makeWake() })

async function lane(number: number): Promise<never> {
  for (let contact = 0; ; contact++) {
    const id = `${name}-${number}-${contact}`
    const values = { firstName: 'Ada', lastName: id, jobTitle: '0' }
    await ask('create', { resource: 'contacts', id, values })
    process.stdout.write(`${id} 0\n`)
    for (let count = 1; count <= 3; count++) {
      await ask('update', { resource: 'contacts', id, patch: { jobTitle: String(count) } })
      process.stdout.write(`${id} ${count}\n`)
    }
    // Many rows in one command, by way of a staged file.
    if (contact % 4 !== 3) continue
    const many = Array.from({ length: 120 }, (_, row) => ({
      op: 'create' as const,
      id: `${id}-${row}`,
      values: { firstName: 'Grace', lastName: `${id}-${row}`, jobTitle: '0', company: 'x'.repeat(100) },
    }))
    await ask('bulk', { resource: 'contacts', operations: many })
    for (const { id } of many) process.stdout.write(`${id} 0\n`)
  }
}

async function ask(type: string, input: object): Promise<void> {
  const { outcome } = await deps.submit({ type, actor, input: input as never }, { waitMs: 60_000 })
  if (!outcome?.ok) throw new Error(`${type}: ${JSON.stringify(outcome)}`)
}

await Promise.race(Array.from({ length: Number(lanes) }, (_, number) => lane(number)))

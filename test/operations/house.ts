/** A Dormouse on a folder of its own, with its writer running, for tests of what the command line does to it meanwhile. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Json } from '@dormouse/model'
import { systemClock } from '../../api/clock.ts'
import { collectionSpecs, projections } from '../../api/collections.ts'
import { openDeps } from '../../api/compose.ts'
import { openWriter } from '../../api/compose-writer.ts'
import { readConfig } from '../../api/config.ts'
import { systemIds } from '../../api/ids.ts'
import type { Log } from '../../api/log.ts'
import { addressHash } from '../../api/mail/address-hash.ts'
import type { Task, Tools } from '../../api/operations/task.ts'
import { openReplica } from '../../api/store/replica.ts'
import { parseRoot } from '../../api/store/root.ts'
import { verify } from '../../api/store/verify.ts'
import type { StoredRecord } from '../../api/store/view.ts'
import { makeWake, runWriter } from '../../api/writer/run.ts'

const silent: Log = { info() {}, warn() {}, error() {} }
const sample = { id: 'sample', role: 'system' } as const

export async function openHouse(data?: string) {
  const home = data ?? (await mkdtemp(join(tmpdir(), 'dormouse-house-')))
  const folder = join(home, 'data')
  const config = readConfig({ STORE_URL: `file:${folder}`, LOG_LEVEL: 'silent', SEED: 'empty' })
  const faults: unknown[] = []
  const log: Log = { ...silent, error: fields => void faults.push(fields) }
  const deps = await openDeps(config, log)
  const { queue, reader, submit } = deps
  const clock = systemClock
  const stop = new AbortController()
  const wake = makeWake()
  const writer = openWriter(deps)
  const running = runWriter({ queue, clock, log, ...writer, signal: stop.signal, wake })

  /** As the product itself, past all rules of access. */
  async function write(operations: { resource: string; op: string; id: string; values?: object }[]): Promise<void> {
    const rows = operations as unknown as Json[]
    const { outcome } = await submit({ type: 'system.write', actor: sample, input: {} }, { rows })
    if (!outcome?.ok || (outcome.result as { refused: number }).refused > 0)
      throw new Error(`not written: ${JSON.stringify(outcome)}`)
  }

  const said: string[] = []
  const tools: Tools = {
    config,
    objects: deps.objects,
    exchange: deps.exchange,
    documents: deps.documents,
    openReplica: objects => openReplica({ objects, specs: collectionSpecs, projections, clock }),
    clock,
    ids: systemIds,
    addressHash: async () => address => addressHash(deps.secrets.addressHashKey, address),
    say: line => void said.push(line),
    bar: () => Object.assign(() => undefined, { end() {} }),
    onStop: () => () => undefined,
  }

  return {
    home,
    folder,
    ...deps,
    committer: writer.committer,
    write,
    faults,
    tools,
    hash: (address: string) => addressHash(deps.secrets.addressHashKey, address),
    /** What the task said, one text. */
    async run(task: Task, words: string[] = [], options: Record<string, string | boolean> = {}): Promise<string> {
      said.length = 0
      const code = await task(tools, { words, options })
      if (code !== 0) throw new Error(`exit code ${code}: ${said.join('\n')}`)
      return said.join('\n')
    },
    get: (name: string, id: string): Promise<StoredRecord | undefined> =>
      reader.read({ collections: [name] }, view => view.table(name).get(id)),
    all: (name: string): Promise<StoredRecord[]> =>
      reader.read({ collections: [name] }, view => [...view.table(name).values()]),
    history: (name: string, id: string) =>
      reader.read({ keys: [['changes', `${name}/${id}`]] }, view => view.rows('changes', `${name}/${id}`)),
    deliveries: (campaign: string): Promise<StoredRecord[]> =>
      reader.read({ partitions: [['deliveries', campaign]] }, view => [
        ...view.partition('deliveries', campaign).values(),
      ]),
    problems: async () => (await verify({ objects: deps.objects, specs: collectionSpecs, projections })).problems,
    async close({ keep = false } = {}) {
      stop.abort()
      wake.now()
      await running
      await deps.close()
      if (!keep) await rm(home, { recursive: true })
    },
  }
}

export type House = Awaited<ReturnType<typeof openHouse>>

/** Every file below a folder in which one of the texts stands, packed ones unpacked, whatever its case. */
export async function filesWith(folder: string, texts: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const name of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!name.isFile()) continue
    const path = join(name.parentPath, name.name)
    const body = await readFile(path)
    const plain = path.endsWith('.gz') ? gunzipSync(body) : isRoot(path) ? unpackedRoot(body) : body
    const forms = [plain.toString('latin1'), plain.toString('utf8'), plain.toString('utf16le')].map(each =>
      each.toLowerCase(),
    )
    for (const text of texts)
      if (forms.some(form => form.includes(text.toLowerCase())) || path.toLowerCase().includes(text.toLowerCase()))
        found.push(`${path.slice(folder.length + 1)}: ${text}`)
  }
  return found
}

/** Large entries stand packed in the tail of a root. */
const isRoot = (path: string): boolean => /(^|\/)root\.json$|\/pins\/[^/]+\.json$/.test(path)
const unpackedRoot = (body: Buffer): Buffer => Buffer.from(JSON.stringify(parseRoot(body)) + body.toString())

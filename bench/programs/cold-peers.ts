/** What it costs the peers to open their data: CPU and memory, as `cold.ts` says it of the store. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Cold } from './cold.ts'
import { heldBytes } from './held.ts'

const [folder = '', peer = 'sqlite'] = process.argv.slice(2)
const before = heldBytes()
const cpu = process.cpuUsage()
const startedMs = performance.now()
const opened = peer === 'sqlite' ? openDatabase() : openFile()
const wallSeconds = (performance.now() - startedMs) / 1000
const { user, system } = process.cpuUsage(cpu)
const answer: Cold = {
  rows: opened.rows(),
  cpuSeconds: (user + system) / 1e6,
  wallSeconds,
  heldBytes: heldBytes() - before,
}
// Asked once more, so that it was not let go of before it was weighed.
if (opened.rows() !== answer.rows) throw new Error('rows have gone')
console.log(JSON.stringify(answer))

function openDatabase() {
  const database = new DatabaseSync(join(folder, 'peer.sqlite'))
  database.prepare('SELECT * FROM contacts LIMIT 1').get()
  return { rows: () => Number(database.prepare('SELECT count(*) AS rows FROM contacts').get()?.rows) }
}

function openFile() {
  const { contacts } = JSON.parse(readFileSync(join(folder, 'peer.json'), 'utf8')) as { contacts: object[] }
  return { rows: () => contacts.length }
}

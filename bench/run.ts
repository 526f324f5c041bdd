/**
 * `npm run bench` runs every part but `scale`; `npm run bench -- rest writer` some of them. What is measured and what the figures mean:
 * docs/performance.md. Everything stays on 127.0.0.1 and in temporary folders.
 *
 *   --sizes 1k,10k,100k,1m   people in the stores that are compared      --quick   fewer rounds, rougher figures
 *   --recipients 100k        of the campaigns that are counted            --save    tables and plots into docs/
 *   --contacts 1m --deliveries 10m --keep <folder>                        what `scale` fills, and where it stays
 */
import { availableParallelism, cpus, loadavg } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { keep } from './pages.ts'
import { campaign } from './parts/campaign.ts'
import { day } from './parts/day.ts'
import { faults } from './parts/faults.ts'
import { history } from './parts/history.ts'
import { requests } from './parts/requests.ts'
import { rest } from './parts/rest.ts'
import { scale } from './parts/scale.ts'
import { store } from './parts/store.ts'
import { writer } from './parts/writer.ts'
import { repository, stopAll } from './programs/program.ts'
import { type Figures, print } from './table.ts'

interface Options {
  sizes: number[]
  recipients: number
  contacts: number
  deliveries: number
  keep?: string
  quick: boolean
}

const parts: Record<string, (options: Options) => Promise<Figures>> = {
  rest,
  store,
  history,
  writer,
  day,
  requests,
  campaign,
  faults,
  scale,
}
/** These take many minutes, so that they have to be asked for. */
const onlyByName = ['faults', 'scale']

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sizes: { type: 'string', default: '1k,10k,100k' },
    recipients: { type: 'string', default: '10k' },
    contacts: { type: 'string', default: '1m' },
    deliveries: { type: 'string', default: '10m' },
    keep: { type: 'string' },
    quick: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
  },
})

/** `10k` → 10,000. */
function amount(text: string): number {
  const [, digits, unit = ''] = /^(\d+)([km]?)$/i.exec(text.trim()) ?? []
  if (!digits) fail(`"${text}" is no amount; write 1k, 10k, 100k or 1m.`)
  return Number(digits) * ({ k: 1_000, m: 1_000_000 }[unit.toLowerCase()] ?? 1)
}

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(2)
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const unknown = positionals.find(name => !Object.hasOwn(parts, name))
if (unknown) fail(`There is no part "${unknown}"; there are ${Object.keys(parts).join(', ')}.`)
const wanted = positionals.length > 0 ? positionals : Object.keys(parts).filter(name => !onlyByName.includes(name))
const options: Options = {
  sizes: values.sizes.split(',').map(amount),
  recipients: amount(values.recipients),
  contacts: amount(values.contacts),
  deliveries: amount(values.deliveries),
  ...(values.keep && { keep: resolve(values.keep) }),
  quick: values.quick,
}

/** What others did on the machine meanwhile decides about milliseconds; it strikes peers alike. */
function circumstances(): string {
  const [load = 0] = loadavg()
  const day = new Date(Date.now()).toISOString().slice(0, 10)
  return `${day}, Node ${process.version}, ${availableParallelism()} cores (${cpus()[0]?.model.trim()}), load at the end ${load.toFixed(1)}.`
}

const leave = () => void stopAll().then(() => process.exit(1))
process.once('SIGINT', leave).once('SIGTERM', leave)
for (const name of wanted) {
  try {
    const figures = await (parts[name] as (typeof parts)[string])(options)
    const noted = { ...figures, notes: [...(figures.notes ?? []), circumstances()] }
    print(noted, say)
    if (values.save) keep(join(repository, 'docs'), noted)
  } finally {
    await stopAll()
  }
}

/** `npm run simulate -- --seeds 20000 --from 1`: prints every seed that fails, and what was wrong. */
import { parseArgs } from 'node:util'
import { simulate } from './simulate.ts'
import { type Rule, rules } from './world.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    break: { type: 'string', multiple: true, default: [] },
  },
})
const broken = values.break.filter((name): name is Rule => rules.includes(name as Rule))
const from = Number(values.from)
const seeds = Number(values.seeds)
/** A defect fails many seeds; the first few say enough. */
const failuresMax = 10
let failed = 0
let commits = 0
let events = 0
for (let seed = from; seed < from + seeds && failed < failuresMax; seed++) {
  const run = await simulate(seed, broken)
  commits += run.commits
  events += run.events
  if (run.violations.length > 0) {
    failed++
    console.log(`seed ${seed} fails:\n  ${run.violations.join('\n  ')}`)
  }
  if ((seed - from + 1) % 1000 === 0) console.log(`${seed - from + 1} of ${seeds} seeds, ${failed} failed`)
}
console.log(`${seeds} seeds from ${from}: ${failed} failed, ${commits} commits, ${events} events`)
process.exitCode = failed > 0 ? 1 : 0

/**
 * Rounds of killing: two processes that write and one that tidies up work on one folder; each is killed (-9) or stopped
 * and killed at a moment of its own; then the store is proven whole, and everything acknowledged is looked for.
 *
 * As a script: `node test/processes/rounds.ts --rounds 200 --seed 1`.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { systemClock as clock } from '../../api/clock.ts'
import { projections, collectionSpecs as specs } from '../../api/collections.ts'
import { openObjects } from '../../api/store/open.ts'
import { openReplica } from '../../api/store/replica.ts'
import { verify } from '../../api/store/verify.ts'
import { seededRandom } from '../doubles/faults.ts'
import { type Child, printed, startChild } from './child.ts'

export interface Round {
  acknowledged: number
  sequence: number
  problems: string[]
}

export class Rounds {
  readonly #folder: string
  readonly #random: () => number
  /** The highest count that was acknowledged, by contact, over all rounds. */
  readonly #acknowledged = new Map<string, number>()
  #count = 0

  constructor(folder: string, seed: number) {
    this.#folder = folder
    this.#random = seededRandom(seed)
  }

  async next(): Promise<Round> {
    const round = this.#count++
    const writers = ['a', 'b'].map(name => startChild('writing.ts', [this.#folder, `${name}${round}`]))
    const tidier = startChild('tidying.ts', [this.#folder])
    for (const writer of writers) await printed(writer, 1 + this.#random() * 60)
    for (const child of [...writers, tidier]) {
      await wait(this.#random() * 30)
      if (this.#random() < 0.3) {
        child.process.kill('SIGSTOP')
        await wait(this.#random() * 50)
      }
      child.process.kill('SIGKILL')
    }
    const problems: string[] = []
    for (const child of [...writers, tidier])
      if ((await child.ended).signal !== 'SIGKILL') problems.push(`A process ended by itself. ${child.complaint()}`)
    for (const writer of writers) this.#take(writer)
    const { sequence } = await this.#prove(problems)
    return { acknowledged: this.#acknowledged.size, sequence, problems }
  }

  #take(writer: Child): void {
    for (const line of writer.lines) {
      const [id = '', count = '0'] = line.split(' ')
      this.#acknowledged.set(id, Math.max(Number(count), this.#acknowledged.get(id) ?? 0))
    }
  }

  async #prove(problems: string[]): Promise<{ sequence: number }> {
    const objects = openObjects(`file:${this.#folder}`)
    const { sequence, problems: found } = await verify({ objects, specs, projections })
    problems.push(...found)
    const replica = openReplica({ objects, specs, projections, clock })
    await replica.read({ collections: ['contacts'] }, view => {
      for (const [id, count] of this.#acknowledged) {
        const held = view.table('contacts').get(id)
        if (!held) problems.push(`${id} was acknowledged and is not there.`)
        else if (Number(held.jobTitle) < count)
          problems.push(`${id} was acknowledged at ${count} and is at ${held.jobTitle}.`)
      }
    })
    await replica.close()
    await objects.close()
    return { sequence }
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { rounds: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
  })
  const folder = await mkdtemp(join(tmpdir(), 'dormouse-rounds-'))
  const rounds = new Rounds(folder, Number(values.seed))
  for (let round = 1; round <= Number(values.rounds); round++) {
    const { acknowledged, sequence, problems } = await rounds.next()
    process.stdout.write(`round ${round}: ${acknowledged} contacts, commit ${sequence}, ${problems.length} problems\n`)
    if (problems.length === 0) continue
    process.stdout.write(`${problems.join('\n')}\nThe folder is left as it is: ${folder}\n`)
    process.exit(1)
  }
  await rm(folder, { recursive: true })
}

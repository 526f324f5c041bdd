/** The one writer on disk with fsync, beside the bare syncs that a commit cannot do without. */
import { benchFolder, removeFolder } from '../contestants.ts'
import { answerOf } from '../programs/program.ts'
import type { WriterFigures } from '../programs/writer.ts'
import { type Figures, verdict, whole } from '../table.ts'

const singleTarget = 100
const recordsTarget = 5_000

export async function writer({ quick }: { quick: boolean }): Promise<Figures> {
  const folder = benchFolder()
  try {
    const args = quick ? ['150', '10000'] : ['400', '40000']
    const { barePerSecond, commands, batches } = await answerOf<WriterFigures>('bench/programs/writer.ts', [
      folder,
      ...args,
    ])
    const rows: Figures['rows'][number][] = [
      ['bare: one WAL commit, one file replaced, synced', `${whole(barePerSecond)}/s`, '–', '–', '–'],
    ]
    for (const { lanes, perSecond, commits, commands: count, cpuMs } of commands) {
      const what = lanes === 1 ? 'updates, one after another' : `updates, ${lanes} at once`
      const target = lanes === 1 ? `>= ${singleTarget}/s: ${verdict(perSecond >= singleTarget)}` : '–'
      rows.push([what, `${whole(perSecond)}/s`, (count / commits).toFixed(1), cpuMs.toFixed(2), target])
    }
    for (const { rows: size, perSecond, cpuMs } of batches) {
      const target = `>= ${whole(recordsTarget)}/s: ${verdict(perSecond >= recordsTarget)}`
      rows.push([`records made, ${whole(size)} a command`, `${whole(perSecond)}/s`, '–', cpuMs.toFixed(2), target])
    }
    return {
      part: 'writer',
      title:
        'The writer alone, on disk: through queue, rules, commit and outcome, every command synced before its answer',
      columns: ['what', 'a second', 'commands a commit', 'CPU ms each', 'target'],
      rows,
      notes: ['“bare” is what this disk allows one command after another, with no program around the syncs.'],
    }
  } finally {
    removeFolder(folder)
  }
}

/** `verify`: the log replayed from the first commit, against every file, count, projected row and remembered outcome. */
import { projections, collectionSpecs as specs } from '../collections.ts'
import { rootKey } from '../store/paths.ts'
import { verify } from '../store/verify.ts'
import { type Task, TaskProblem } from './task.ts'
import { count } from './words.ts'

export const verifyTask: Task = async ({ objects, config, say, bar }) => {
  if ((await objects.get(rootKey)).kind !== 'found')
    throw new TaskProblem(`There is no root.json in ${config.storeUrl}: there is no store.`)
  const progress = bar('Replaying the log')
  const { sequence, operations, records, problems } = await verify({
    objects,
    specs,
    projections,
    onProgress: progress,
  })
  progress.end()
  if (problems.length === 0) {
    say(
      `Clean: ${count(sequence, 'commit')} with ${count(operations, 'change')} account for every file; ${count(records, 'record')}.`,
    )
    return 0
  }
  say(`Not clean. ${count(problems.length, 'problem')} in ${count(sequence, 'commit')}:`)
  for (const problem of problems) say(`  ${problem}`)
  say('Keep a copy of this folder as it is, then restore from a backup (docs/operations.md).')
  return 1
}

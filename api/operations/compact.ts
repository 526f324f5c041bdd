/** `compact`: merges the small files of every collection into large ones. The server does it by itself, where it pays. */
import { projections, collectionSpecs as specs } from '../collections.ts'
import { openCommitter } from '../store/commit.ts'
import { StoreProblem } from '../store/root.ts'
import type { Task } from './task.ts'
import { count } from './words.ts'

export const compactTask: Task = async ({ objects, clock, ids, openReplica, say, bar }) => {
  const replica = openReplica(objects)
  const progress = bar('Merging')
  try {
    await replica.refresh()
    if (replica.tag === undefined) throw new StoreProblem('There is no root.json: there is no store.')
    const committer = openCommitter({ objects, replica, clock, ids, specs, projections })
    await committer.fold()
    await committer.idle()
    const rewritten = await committer.compact(progress)
    progress.end()
    say(rewritten === 0 ? 'Nothing to merge.' : `Merged the files of ${count(rewritten, 'table')}.`)
    return 0
  } finally {
    progress.end()
    await replica.close()
  }
}

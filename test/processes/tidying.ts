/** A process that folds, compacts and collects without a pause, to be killed at it. Prints a line for each thing done. */
import { systemClock as clock } from '../../api/clock.ts'
import { projections, collectionSpecs as specs } from '../../api/collections.ts'
import { systemIds as ids } from '../../api/ids.ts'
import { collectGarbage } from '../../api/store/collect.ts'
import { openCommitter } from '../../api/store/commit.ts'
import { openObjects } from '../../api/store/open.ts'
import { openReplica } from '../../api/store/replica.ts'

const [folder = ''] = process.argv.slice(2)
const objects = openObjects(`file:${folder}`)
const replica = openReplica({ objects, specs, projections, clock })
const committer = openCommitter({ objects, replica, clock, ids, specs, projections })
for (;;) {
  await replica.refresh()
  if (replica.tag !== undefined) {
    await committer.fold()
    await committer.idle()
    process.stdout.write('folded\n')
    await committer.compact()
    process.stdout.write('compacted\n')
    await collectGarbage({ objects, clock })
    process.stdout.write('collected\n')
  }
  await clock.wait(20)
}

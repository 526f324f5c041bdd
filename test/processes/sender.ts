/** A process that sends numbered commands, each when the one before was acknowledged, and prints each acknowledged id. */
import { systemClock } from '../../api/clock.ts'
import { diskQueue } from '../../api/command/queue.disk.ts'

const [folder = '', name = '', count = '0'] = process.argv.slice(2)
const queue = diskQueue(folder, { clock: systemClock })
for (let n = 0; n < Number(count); n += 1) {
  const commandId = `${name}-${n}`
  await queue.send({ commandId, body: JSON.stringify({ commandId, padding: 'x'.repeat(n % 500) }) })
  process.stdout.write(`${commandId}\n`)
}
await queue.close()

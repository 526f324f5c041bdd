/** A process that receives, says what, and then does nothing more. */
import { systemClock } from '../../api/clock.ts'
import { diskQueue } from '../../api/command/queue.disk.ts'

const [folder = ''] = process.argv.slice(2)
const queue = diskQueue(folder, { clock: systemClock })
const messages = await queue.receive({ messagesMax: 10, waitMs: 10_000 })
process.stdout.write(messages.map(({ commandId }) => `${commandId}\n`).join(''))
await systemClock.wait(60_000)

/** A process that receives and deletes until nothing has come for a while, and prints the number and id of each message. */
import { systemClock } from '../../api/clock.ts'
import { diskQueue } from '../../api/command/queue.disk.ts'

const [folder = '', idleMs = '0'] = process.argv.slice(2)
const queue = diskQueue(folder, { clock: systemClock })
const batchesMax = 100_000
for (let batch = 0; batch < batchesMax; batch += 1) {
  const messages = await queue.receive({ messagesMax: 7, waitMs: Number(idleMs) })
  if (!messages.length) break
  for (const { number, commandId, body } of messages) {
    if (JSON.parse(body).commandId !== commandId) throw new Error(`${commandId} has somebody else's body`)
    process.stdout.write(`${number} ${commandId}\n`)
  }
  await queue.delete(messages)
}
await queue.close()

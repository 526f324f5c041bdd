/** Does a little of everything with the disk's store or queue, says what was acknowledged, and is killed at operation N. */

// First, because what is imported after it is what it watches.
import './kill-at.ts'

import { systemClock } from '../../api/clock.ts'
import { diskQueue } from '../../api/command/queue.disk.ts'
import { diskObjects } from '../../api/store/objects.disk.ts'
import { arm } from './kill-at.ts'

const [what = '', folder = '', operations = '0'] = process.argv.slice(2)
// Straight to the descriptor: a pipe's buffer would be lost with the process, and writing it must not count.
const say = (line: string) => process.stdout.write(`${line}\n`)
const bytes = (text: string) => Buffer.from(text)

async function objects(): Promise<void> {
  const store = diskObjects(folder)
  arm(Number(operations))
  for (let swap = 0; swap < 2; swap += 1) {
    const got = await store.get('root.json')
    if (got.kind !== 'found') throw new Error(got.kind)
    const count = Number(Buffer.from(got.body).toString()) + 1
    await store.put('root.json', bytes(String(count)), { ifMatch: got.tag })
    say(`count ${count}`)
  }
  await store.put('segments/new/folder/a.json', bytes('a'.repeat(200_000)))
  say('put segments/new/folder/a.json')
  await store.remove('pins/old.json')
  say('removed pins/old.json')
  await store.close()
}

async function queue(): Promise<void> {
  const commands = diskQueue(folder, { clock: systemClock })
  arm(Number(operations))
  const send = (commandId: string) => commands.send({ commandId, body: 'x' }).then(() => say(`sent ${commandId}`))
  await send('a')
  await Promise.all([send('b'), send('c'), send('d')])
  const batch = await commands.receive({ messagesMax: 3, waitMs: 0 })
  await commands.delete(batch.slice(0, 1))
  say(`deleted ${batch[0]?.commandId}`)
  await commands.release(batch.slice(1, 2), 0)
  await send('e')
  await commands.close()
}

await (what === 'objects' ? objects() : queue())
say('done')

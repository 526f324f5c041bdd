/** A process that swaps a counter up, again and again, against others doing the same. Says what it added when it is done. */
import { diskObjects } from '../../api/store/objects.disk.ts'

const [folder = '', name = '', rounds = '0'] = process.argv.slice(2)
const objects = diskObjects(folder)
const swapsMax = 20_000

let added = 0
for (let swap = 0; swap < swapsMax && added < Number(rounds); swap += 1) {
  const got = await objects.get('root.json')
  if (got.kind !== 'found') throw new Error('the root is gone')
  const { count, by } = JSON.parse(Buffer.from(got.body).toString())
  const body = JSON.stringify({ count: count + 1, by: { ...by, [name]: (by[name] ?? 0) + 1 } })
  const put = await objects.put('root.json', Buffer.from(body), { ifMatch: got.tag })
  if (put.kind !== 'written') continue
  added += 1
  // One line for each acknowledged swap: what was printed must be in the file, whatever happens to this process.
  process.stdout.write(`${added}\n`)
}
await objects.close()

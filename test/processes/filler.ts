/** A process that tries to write 100 KB where it cannot, and says what it was told and what it still reads. */
import { diskObjects } from '../../api/store/objects.disk.ts'

const [folder = ''] = process.argv.slice(2)
// Root may write anywhere; the point is a user who may not.
if (process.getuid?.() === 0 && folder.endsWith('closed')) process.setuid?.(65_534)

const objects = diskObjects(folder)
try {
  await objects.put('big.bin', Buffer.alloc(100_000, 'x'))
  process.stdout.write('written\n')
} catch (error) {
  const { message, cause } = error as Error
  process.stdout.write(`${message} [${(cause as NodeJS.ErrnoException).code}]\n`)
}
const got = await objects.get('root.json')
process.stdout.write(`${got.kind} ${got.kind === 'found' ? got.body.byteLength : 0}\n`)
await objects.close()

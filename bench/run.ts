/** `npm run bench`: every benchmark, one after another; `npm run bench -- list 10000` runs one with its own arguments. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'

const benchmarks = ['list']
const [only, ...rest] = process.argv.slice(2)
for (const name of only ? [only] : benchmarks) {
  const child = spawn(process.execPath, [join(import.meta.dirname, `${name}.ts`), ...rest], { stdio: 'inherit' })
  const code = await new Promise(resolve => child.once('exit', resolve))
  if (code !== 0) process.exitCode = 1
}

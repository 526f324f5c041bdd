/**
 * `npm run dev`: the server, started anew when one of its files changes, and Vite in front of it, which replaces the
 * admin's modules in the open page. Data and mails are those of `npm start`.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const repository = join(import.meta.dirname, '..')
const viteBin = join(
  createRequire(join(repository, 'admin/package.json')).resolve('vite/package.json'),
  '../bin/vite.js',
)
const programs: string[][] = [
  ['--watch', '--watch-preserve-output', join(import.meta.dirname, 'local.ts'), '--no-admin'],
  [viteBin, join(repository, 'admin')],
]

const children: ChildProcess[] = programs.map(program =>
  spawn(process.execPath, program, { cwd: repository, stdio: 'inherit' }),
)
// One without the other is of no use: whichever ends takes the other with it.
for (const child of children)
  child.once('exit', code => {
    process.exitCode ??= code ?? 1
    for (const each of children) each.kill('SIGTERM')
  })
const stop = () => {
  for (const child of children) child.kill('SIGTERM')
}
process.once('SIGTERM', stop).once('SIGINT', stop)

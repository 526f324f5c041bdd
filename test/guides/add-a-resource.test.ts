/** The guide, done: its files written, its commands run, its answers expected, in a copy of the repository. */
import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { password } from '../api/server.ts'
import { copyOfRepository } from './copy.ts'
import { type Step, stepsOf } from './steps.ts'

const repository = join(import.meta.dirname, '../..')
const run = promisify(execFile)
/** Starting processes on a machine that is busy with other tests takes its time. */
const slowMs = 240_000
const bin = (name: string) => join(repository, 'node_modules', name)

let copy: Awaited<ReturnType<typeof copyOfRepository>>
let steps: Step[]
beforeAll(async () => {
  copy = await copyOfRepository()
  steps = stepsOf(await readFile(join(repository, 'docs/add-a-resource.md'), 'utf8'))
})
afterAll(() => copy.remove())

const commands = (wanted: RegExp) => steps.filter(step => step.kind === 'command' && wanted.test(step.text))

it('begins with one command, which refuses to do it twice', async () => {
  const [begin] = commands(/^npm run new:resource/)
  await run('bash', ['-ec', begin?.text ?? 'false'], { cwd: copy.folder })
  expect(existsSync(join(copy.folder, 'api/model/resources/donations.ts'))).toBe(true)
  expect(await readFile(join(copy.folder, 'api/model/resources/index.ts'), 'utf8')).toContain("'./donations.ts'")
  const again = await run('bash', ['-ec', begin?.text ?? ''], { cwd: copy.folder }).catch(error => error)
  expect(again.stderr).toContain('“donations” is taken already.')
})

it('is declared in files that compile, as the first draft did', async () => {
  await compile()
  for (const step of steps) if (step.kind === 'file') await writeFile(join(copy.folder, step.path), step.text)
  await compile()
})

it('answers as the guide says', async () => {
  const server = await serve()
  try {
    const session = steps.slice(steps.findIndex(step => step.kind === 'command' && /^npm start/.test(step.text)) + 1)
    const printed = await printedBy(session, server.url)
    for (const { answer, output } of printed) expect(JSON.parse(output)).toMatchObject(JSON.parse(answer))
    expect(printed.length).toBeGreaterThan(4)
  } finally {
    await server.stop()
  }
})

it(
  'is covered by the tests of all resources unasked',
  async () => {
    const [check] = commands(/vitest/)
    const [, ...asked] = (check?.text.trim() ?? '').split(' ')
    const { stdout } = await run(process.execPath, [bin('vitest/vitest.mjs'), ...asked.slice(1)], {
      cwd: copy.folder,
      env: { ...env, NO_COLOR: '1' },
    })
    const { passed, failed } = /Tests +(?:(?<failed>\d+) failed.*?)?(?<passed>\d+) passed/.exec(stdout)?.groups ?? {}
    expect({ failed, some: Number(passed) > 30 }, stdout).toEqual({ failed: undefined, some: true })
  },
  slowMs,
)

/** Nothing of this test's own run may leak into the one it starts. */
const env: Record<string, string | undefined> = Object.fromEntries(
  ['PATH', 'HOME', 'TMPDIR'].flatMap(name => (process.env[name] ? [[name, process.env[name]]] : [])),
)

async function compile(): Promise<void> {
  const options = { extends: './tsconfig.json', files: ['api/model/index.ts'], include: [] }
  await writeFile(join(copy.folder, 'tsconfig.guide.json'), JSON.stringify(options))
  const compiler = bin('typescript/bin/tsc')
  const said = await run(process.execPath, [compiler, '--noEmit', '-p', 'tsconfig.guide.json'], { cwd: copy.folder })
  expect(said.stdout).toBe('')
}

/** The copy's API in memory, in a process of its own, because its model is another. */
async function serve(): Promise<{ url: string; stop(): Promise<void> }> {
  const script = `
    import { startServer } from './test/api/server.ts'
    const server = await startServer()
    process.stdout.write(server.url)
    process.once('SIGTERM', () => server.close().then(() => process.exit(0)))
  `
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: copy.folder, env, stdio: 'pipe' })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', data => resolve(String(data)))
    let complaint = ''
    child.stderr.on('data', data => (complaint += data))
    child.once('exit', () => reject(new Error(`The copy's API did not start: ${complaint}`)))
  })
  return {
    url,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

const mark = '--- next ---'

/** Runs the commands in one shell, as a reader would, and pairs what each printed with the answer that follows it. */
async function printedBy(session: readonly Step[], url: string): Promise<{ answer: string; output: string }[]> {
  const asked = session.filter(step => step.kind === 'command' && !/vitest/.test(step.text))
  const script = asked
    .map(({ text }) => text.replaceAll('http://127.0.0.1:4000', url).replaceAll('demo-dormouse-1', password))
    .join(`\necho\necho '${mark}'\n`)
  const { stdout } = await run('bash', ['-ec', script], { env, maxBuffer: 64 * 1024 * 1024 })
  const outputs = stdout.split(mark)
  return session.flatMap((step, at) => {
    const command = session[at - 1]
    if (step.kind !== 'answer' || command?.kind !== 'command') return []
    return [{ answer: step.text, output: outputs[asked.indexOf(command)] ?? '' }]
  })
}

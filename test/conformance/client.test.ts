/** The typed client, generated from the document as it is served: its example is type-checked, then run. */
import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { typesOf } from '../../client/generate.ts'
import { type Server, startServer } from '../api/server.ts'

const repository = join(import.meta.dirname, '../..')
const run = promisify(execFile)
let server: Server
let folder: string

beforeAll(async () => {
  server = await startServer()
  folder = await mkdtemp(join(tmpdir(), 'dormouse-client-'))
  await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'))
  for (const file of ['index.ts', 'example.ts']) await copyFile(join(repository, 'client', file), join(folder, file))
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  const { body } = await server.ask('GET', '/api/openapi.json', { as: 'root' })
  await writeFile(join(folder, 'dormouse.d.ts'), await typesOf(body))
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

/** What the compiler says of these files; empty when it is content. */
async function complaints(...files: string[]): Promise<string> {
  const extends_ = join(repository, 'tsconfig.json')
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ extends: extends_, files, include: [], exclude: [] }))
  const options = { cwd: folder }
  const compiler = join(repository, 'node_modules/typescript/bin/tsc')
  return run(process.execPath, [compiler, '--noEmit', '-p', '.'], options).then(
    () => '',
    error => error.stdout,
  )
}

it('compiles, and its example does what it says on the running API', async () => {
  expect(await complaints('example.ts')).toBe('')
  const token = await server.signIn('staff')
  const { stdout } = await run(process.execPath, ['example.ts', server.url, token], { cwd: folder })
  expect(JSON.parse(stdout)).toEqual({
    city: 'London',
    total: '1',
    names: ['Ada Byron'],
    refused: expect.stringContaining('not a valid address'),
  })
})

it('does not compile where a field, a value or an address is wrong', async () => {
  const wrong = [
    "export const body: Schemas['ContactsCreate'] = { nickname: 'Ada' }",
    "await client.POST('/contacts', { body: { gender: 'unknown' } })",
    "await client.POST('/attendances', { body: { contactId: 'a' } })",
    "await client.DELETE('/transactions/{id}', { params: { path: { id: 'a' } } })",
    "await client.POST('/contacts/{id}/merge', { params: { path: { id: 'a' } }, body: {} })",
  ]
  const lines = ["import { dormouse, type Schemas } from './index.ts'", "const client = dormouse('', '')", ...wrong]
  await writeFile(join(folder, 'wrong.ts'), lines.join('\n'))
  const said = await complaints('wrong.ts')
  for (const [at] of wrong.entries()) expect(said).toContain(`wrong.ts(${at + 3},`)
})

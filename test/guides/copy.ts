/** The repository's code in a folder of its own, to try something out in: same packages, own model. */
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

const repository = join(import.meta.dirname, '../..')
const copied = ['api', 'test', 'client', 'worker', 'package.json', 'tsconfig.json', 'vitest.config.ts']
const left = new Set(['node_modules', 'dist', 'shots'])
const workspaces = { model: 'api/model', api: 'api', worker: 'worker', client: 'client' }

/** `admin`: with the sources of the admin as well, so that `npm start` in the copy builds one for the copy's model. */
export async function copyOfRepository({ admin = false } = {}): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'dormouse-guide-'))
  for (const name of admin ? [...copied, 'admin', 'package-lock.json'] : copied)
    await cp(join(repository, name), join(folder, name), {
      recursive: true,
      filter: source => !left.has(basename(source)),
    })
  await linkPackages('.', folder)
  for (const workspace of ['api', 'client', ...(admin ? ['admin'] : [])]) await linkPackages(workspace, folder)
  // Our own packages are the copy's, or the copy would run on the repository's model.
  const scope = join(folder, 'node_modules/@dormouse')
  await rm(scope, { force: true, recursive: true })
  await mkdir(scope)
  for (const [name, place] of Object.entries(workspaces)) await symlink(join(folder, place), join(scope, name))
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** One link a package: a link to the whole of `node_modules` could not be changed in one place. */
async function linkPackages(workspace: string, folder: string): Promise<void> {
  const from = join(repository, workspace, 'node_modules')
  const to = join(folder, workspace, 'node_modules')
  await mkdir(to)
  for (const name of await readdir(from).catch(() => [])) await symlink(join(from, name), join(to, name))
}

/**
 * Builds the admin into `admin/dist` when its sources changed since the last build, and packs every file for browsers that
 * take it compressed. `npm start` calls it; by itself: `node admin/build.ts`.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { extname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const root = join(import.meta.dirname, '..')
export const adminFolder = join(import.meta.dirname, 'dist')
/** What the built files follow from. */
const sources = ['admin/src', 'admin/public', 'admin/index.html', 'admin/vite.config.ts', 'api/model', 'package-lock.json']
const stamp = join(adminFolder, '.sources')
const packed = new Set(['.html', '.js', '.css', '.svg', '.json', '.webmanifest'])
/** Smaller files do not get smaller by it. */
const packFromBytes = 1_024

/** One sentence when it cannot be built. */
export class AdminBuildError extends Error {}

export async function buildAdmin(say: (line: string) => void): Promise<string> {
  const hash = hashOfSources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return adminFolder
  say('Building the admin, which is done once and takes a moment ...')
  await vite()
  await packAll()
  writeFileSync(stamp, hash)
  return adminFolder
}

function hashOfSources(): string {
  const hash = createHash('sha256')
  for (const source of sources)
    for (const file of filesUnder(join(root, source))) {
      if (/\.test\.tsx?$/.test(file)) continue
      hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
    }
  return hash.digest('hex')
}

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return []
  if (extname(path) !== '') return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
}

/** In a process of its own: what the bundler takes of memory goes with it. */
async function vite(): Promise<void> {
  const bin = join(createRequire(import.meta.url).resolve('vite/package.json'), '../bin/vite.js')
  const child = spawn(process.execPath, [bin, 'build', import.meta.dirname, '--logLevel', 'error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  })
  if (code !== 0) throw new AdminBuildError('The admin could not be built; what the bundler says stands above.')
}

async function packAll(): Promise<void> {
  for (const file of filesUnder(adminFolder)) {
    if (!packed.has(extname(file))) continue
    const body = await readFile(file)
    if (body.length < packFromBytes) continue
    const quality = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: body.length }
    const [br, gz] = await Promise.all([
      promisify(brotliCompress)(body, { params: quality }),
      promisify(gzip)(body, { level: 9 }),
    ])
    await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)])
  }
}

if (import.meta.main) await buildAdmin(line => console.log(line))

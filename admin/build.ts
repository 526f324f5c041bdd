/**
 * Builds the admin into `admin/dist`, unless nothing it is made of has changed since the last time, and lays compressed
 * copies beside the files: they are compressed once here instead of at every download. `--force` builds in any case.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'vite'

const admin = import.meta.dirname
const repository = join(admin, '..')
const dist = join(admin, 'dist')
const markName = '.built'
const mark = join(dist, markName)

const sources = [
  'admin/src',
  'admin/public',
  'admin/index.html',
  'admin/vite.config.ts',
  'admin/build.ts',
  'api/model',
  'package-lock.json',
]
const compressible = /\.(js|css|html|svg|webmanifest)$/
/** Smaller files would travel in one packet either way. */
const sizeBytesMin = 1_000

const fingerprint = fingerprintOf(sources)
if (process.argv.includes('--force') || !isBuilt()) await rebuild()

function isBuilt(): boolean {
  return existsSync(mark) && readFileSync(mark, 'utf8') === fingerprint
}

/** Builds aside and then swaps: whoever serves the old files, or builds at the same time, sees no half of anything. */
async function rebuild(): Promise<void> {
  console.log('Building the admin …')
  // React's and Emotion's development builds are twice as large, and need a laxer Content Security Policy.
  process.env.NODE_ENV = 'production'
  const aside = `${dist}.${process.pid}`
  try {
    await buildInto(aside)
    // Somebody else may have finished the same build meanwhile.
    if (process.argv.includes('--force') || !isBuilt()) swapIn(aside)
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
}

async function buildInto(aside: string): Promise<void> {
  await build({
    root: admin,
    configFile: join(admin, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: aside, emptyOutDir: true },
  })
  for (const file of filesIn(aside)) if (compressible.test(file)) compress(file)
  writeFileSync(join(aside, markName), fingerprint)
}

function swapIn(aside: string): void {
  const old = `${aside}.old`
  if (existsSync(dist)) renameSync(dist, old)
  renameSync(aside, dist)
  rmSync(old, { recursive: true, force: true })
}

function fingerprintOf(paths: string[]): string {
  const hash = createHash('sha256')
  for (const path of paths)
    for (const file of filesIn(join(repository, path)))
      if (!file.includes('.test.')) hash.update(file.slice(repository.length)).update('\0').update(readFileSync(file))
  return hash.digest('hex')
}

function filesIn(path: string): string[] {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  const entries = readdirSync(path, { recursive: true, withFileTypes: true, encoding: 'utf8' }).filter(each =>
    each.isFile(),
  )
  return entries
    .map(entry => join(entry.parentPath, entry.name))
    .filter(file => !file.slice(path.length).includes('node_modules'))
    .sort()
}

function compress(file: string): void {
  const bytes = readFileSync(file)
  if (bytes.length < sizeBytesMin) return
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, brotli))
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
}

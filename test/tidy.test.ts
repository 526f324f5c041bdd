/** The house rules that a machine can check: which folder may know which, sizes, and where impurity lives. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter(Boolean)
const text = new Map(files.map(file => [file, readFileSync(join(root, file), 'utf8')]))
const isTest = (file: string) => /\.(test|contract|bench)\.tsx?$/.test(file) || /^(test|bench)\//.test(file)
const product = files.filter(file => !isTest(file))

/** What a file imports, as paths within the repository. */
function importsOf(file: string): string[] {
  const found = [...(text.get(file) ?? '').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(match => match[1] ?? '')
  return found.flatMap(name => {
    if (name.startsWith('.')) return [normalize(join(dirname(file), name))]
    if (name === '@dormouse/model') return ['api/model/index.ts']
    const own = /^@dormouse\/(model|api|worker|admin)\/(.+)$/.exec(name)
    return own ? [`${own[1] === 'model' ? 'api/model' : own[1]}/${own[2]}`] : []
  })
}

/** From a folder, what it must not know. */
const walls: [from: RegExp, to: RegExp, why: string][] = [
  [/^api\/model\//, /^(?!api\/model\/)/, 'the model depends on nothing of ours'],
  [
    /^api\/store\//,
    /^api\/(http|writer|read|command\/submit|campaigns|mail|identity|imports)/,
    'the store knows no resource and no caller',
  ],
  [
    /^api\/command\//,
    /^api\/(http|writer|store\/(replica|commit|fold)|campaigns|mail|identity)/,
    'commands know no HTTP and no store engine',
  ],
  [
    /^api\/http\//,
    /^api\/(writer|store\/(commit|fold|objects\.(disk|s3|memory))|command\/queue\.(disk|sqs|memory))/,
    'HTTP knows no writer, no S3, no queue',
  ],
  [/^api\/read\//, /^api\/(http|writer|command|store\/commit)/, 'reads know no queue and no commit'],
  [/^api\/writer\//, /^api\/http/, 'the writer knows no HTTP'],
  [/^(admin|worker)\//, /^api\/(http|writer)\//, 'admin and worker never reach the server’s inside'],
  [/^admin\//, /^api\/(?!model\/)/, 'the admin knows the model alone'],
]

/** The only files that may reach for what a test cannot own. */
const impurities: [pattern: RegExp, allowed: RegExp][] = [
  [/\bDate\.now\(|\bnew Date\(\)/, /^api\/clock\.ts$/],
  [/\bMath\.random\(|\brandomUUID\(/, /^api\/ids\.ts$/],
  [/\bprocess\.env\b/, /^api\/config\.ts$|^infra\/bin\//],
  [/\bconsole\.(log|error|warn|info)\(/, /^api\/(log|local|store-cli)\.ts$|^infra\/bin\/|^admin\/build\.ts$/],
]

const code = (file: string) => (text.get(file) ?? '').replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')

describe('the house rules', () => {
  test.each(walls)('%s does not import %s: %s', (from, to) => {
    const broken = product
      .filter(file => from.test(file))
      .flatMap(file =>
        importsOf(file)
          .filter(name => to.test(name))
          .map(name => `${file} → ${name}`),
      )
    expect(broken).toEqual([])
  })

  test.each(impurities)('%s stands in its one file', (pattern, allowed) => {
    const server = product.filter(file => /^(api|worker|infra)\//.test(file))
    expect(server.filter(file => !allowed.test(file) && pattern.test(code(file)))).toEqual([])
  })

  test('no file is longer than 300 lines', () => {
    expect(files.filter(file => (text.get(file) ?? '').split('\n').length > 301)).toEqual([])
  })

  test('no file is called after nothing in particular', () => {
    expect(files.filter(file => /(^|\/)(utils?|helpers?|common|misc|types)(\.|\/)/.test(file))).toEqual([])
  })

  test('no product file is left that nothing imports', () => {
    const entry =
      /^(api\/(local|lambda|dev|store-cli)\.ts|client\/example\.ts|api\/mail\/layouts\/compile\.ts|worker\/|infra\/|admin\/(vite\.config|build|src\/main)|vitest\.config|bench\/)|\.d\.ts$/
    const known = new Set(files.flatMap(importsOf))
    expect(product.filter(file => !entry.test(file) && !known.has(file))).toEqual([])
  })

  test('nothing is left for later', () => {
    const later = /\b(TODO|FIXME|XXX)\b|\.skip\(|\.only\(|it\.todo|@ts-ignore|@ts-nocheck/
    expect(files.filter(file => file !== 'test/tidy.test.ts' && later.test(text.get(file) ?? ''))).toEqual([])
  })
})

/**
 * Every sentence that can reach a person at a screen without passing through the admin's tables of words, read from the
 * sources: whatever reads like a sentence is one, wherever it stands, but for the places named below. Whoever writes a new one need not say so anywhere.
 */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'

export interface Said {
  /** The sentence, with `%{}` where something is put in; or a few words that are put into one. */
  text: string
  whole: boolean
  /** `api/http/app.ts:41` */
  place: string
}

const repository = join(import.meta.dirname, '../..')

/** Folders and files whose words are for somebody else than the people at the screens. */
const otherReaders = [
  // The insides of the store and of the queue break, they do not refuse: what they say goes to the log.
  'api/{store,command,disk}/**',
  'api/writer/commands.ts',
  // Whoever runs an installation reads these in a terminal; what the start answers to a browser is in start.ts.
  'api/{operations,restore,open-data}/**',
  'api/!(start).ts',
  'api/model/{check,new-resource,test-property}.ts',
  'worker/{main,import}.ts',
  // Developers read these: the description of the API, and what is wrong with a request that no screen sends.
  'api/model/openapi*.ts',
  'api/http/{address,body,bodies,docs,docs-page,parameters,submitting}.ts',
  // Recipients read these, in the language of their letter; invited people, in a mail.
  'api/mail/layouts/**',
  'api/mail/unsubscribe-page.ts',
  'api/identity/invitation-mail.ts',
  // Words that are looked for in spreadsheets, and samples for tests.
  'api/model/guess*.ts',
  'api/model/fields/{countries,samples}.ts',
  // Sample data are content, as if staff had written them, but for what became of the letters (campaigns.ts).
  'api/demo/{people,events,office,sales,random,index}.ts',
  // The admin's tables of words have a table for each language.
  'admin/src/login/words.ts',
  'admin/src/tasks/strings/**',
  '**/*.{test,contract}.ts',
  '**/node_modules/**',
]

/** What these are given ends in a sentence, be it a single word: `Own text must be text.` */
const named = /^(mustBe|unreadable)$/

/** Keys whose words are translated with the declarations (`declared.*.fr.ts`), or stand in the description of the API. */
const declared = new Set(['about', 'confirm', 'description', 'example', 'help', 'initial', 'label', 'labels', 'title'])

/** What these are given goes to the log, to a developer, or is no language. Errors of a name of their own are shown. */
const elsewhere =
  /^(new (Error|ConfigError|StartError|RegExp)|createHmac|route|onCampaign|page|log\.\w+|deps\.log\.\w+|.*\.(abort|exec|prepare|read|replace|split|startsWith|test|update|write))$/

/** In a browser, an error that is thrown is one that is shown. */
const thrownAtScreen = /^admin\//

/** Whose words, without being sentences, end in one: those of the kinds of fields, and why somebody gets no letter. */
const wordy = /^(api\/(model|campaigns|writer\/campaigns|mail)|worker)\//

export function sentences(): Said[] {
  const files = globSync(['{api,worker}/**/*.ts', 'admin/src/{*,login/*,tasks/**/*}.ts'], {
    cwd: repository,
    exclude: otherReaders,
  }).sort()
  return files.flatMap(file => saidIn(file, readFileSync(join(repository, file), 'utf8')))
}

interface Node {
  type: string
  start: number
  end: number
  // biome-ignore lint/suspicious/noExplicitAny: a tree of many kinds, of which a few are looked at.
  [part: string]: any
}

const somewhat = '%{}'

/** What a name stands for in its file, where that is a constant. */
type Constants = Map<string, Node>

export function saidIn(file: string, source: string): Said[] {
  const { program } = parseSync(file, source)
  const constants = constantsIn(program as unknown as Node)
  const found: Said[] = []
  const say = (text: string, whole: boolean, { start }: Node) =>
    found.push({ text, whole, place: `${file}:${source.slice(0, start).split('\n').length}` })
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) walk(each)
    if (!isNode(node)) return
    // A function that is handed on says what it says to whom it likes.
    if (isForOthers(node, source, file)) walk((node.arguments ?? []).filter(isFunction))
    else listen(node)
  }
  const listen = (node: Node): void => {
    const wordings = wordingsOf(node, constants)
    const whole = wordings.filter(reads)
    for (const wording of whole) say(wording, true, node)
    for (const word of whole.length > 0 ? tabled(node, constants) : []) say(word, false, node)
    if (whole.length === 0 && wordy.test(file)) for (const word of wordings.filter(areWords)) say(word, false, node)
    if (named.test(node.callee?.name ?? ''))
      for (const given of node.arguments) for (const word of wordingsOf(given, constants)) say(word, false, given)
    if (/^source/.test(node.key?.name ?? node.id?.name ?? ''))
      for (const word of sourcesIn(node)) say(word, false, node)
    // The branches of a choice within a sentence are part of it.
    if (wordings.length === 0) for (const [key, part] of Object.entries(node)) if (key !== 'type') walk(part)
  }
  walk(program)
  return found
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value

const isFunction = ({ type }: Node): boolean => type === 'ArrowFunctionExpression' || type === 'FunctionExpression'

function isForOthers(node: Node, source: string, file: string): boolean {
  const textOf = ({ start, end }: Node) => source.slice(start, end)
  // Types, and what something is compared with, are not said.
  if (
    node.type === 'ImportDeclaration' ||
    node.type === 'BinaryExpression' ||
    /^TS\w*(Type|Declaration)/.test(node.type)
  )
    return true
  if (node.type === 'Property')
    return declared.has(textOf(node.key)) || (textOf(node.key) === 'id' && !reads(String(node.value.value)))
  if (node.type === 'NewExpression') return !thrownAtScreen.test(file) && elsewhere.test(`new ${textOf(node.callee)}`)
  return node.type === 'CallExpression' && elsewhere.test(textOf(node.callee))
}

function constantsIn(program: Node): Constants {
  const found: Constants = new Map()
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) walk(each)
    if (!isNode(node)) return
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init)
      found.set(node.id.name, node.init)
    for (const part of Object.values(node)) walk(part)
  }
  walk(program)
  return found
}

/** What a literal can come to: one text for each way through the choices in it. */
function wordingsOf(node: Node, constants: Constants): string[] {
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : []
  if (node.type !== 'TemplateLiteral') return []
  let wordings: string[] = [node.quasis[0].value.cooked]
  for (const [index, expression] of node.expressions.entries()) {
    const fillings = fillingsOf(expression, constants).filter(Boolean)
    wordings = wordings.flatMap(each => fillings.map(filling => each + filling + node.quasis[index + 1].value.cooked))
  }
  return [...new Set(wordings)]
}

function fillingsOf(node: Node, constants: Constants): string[] {
  if (node.type === 'ParenthesizedExpression') return fillingsOf(node.expression, constants)
  const branches = { ConditionalExpression: ['consequent', 'alternate'], LogicalExpression: ['left', 'right'] }[
    node.type
  ]
  if (branches) return branches.flatMap(branch => fillingsOf(node[branch], constants))
  const meant = node.type === 'Identifier' ? constants.get(node.name) : undefined
  const meanings = meant?.type === 'ConditionalExpression' ? fillingsOf(meant, new Map()) : []
  if (meanings.length > 0 && !meanings.includes(somewhat)) return meanings
  const wordings = wordingsOf(node, constants)
  return wordings.length > 0 ? wordings : [somewhat]
}

/** The words of a table that a sentence looks up: `You may not ${words[verb]} it.` */
function tabled(node: Node, constants: Constants): string[] {
  const looked: Node[] = (node.expressions ?? []).filter(({ type }: Node) => type === 'MemberExpression')
  return looked.flatMap(({ object }) => {
    const table = constants.get(object.name)
    return (table?.properties ?? []).flatMap(({ value }: Node) => wordingsOf(value, constants))
  })
}

/** Where something came from is kept in words: `source: 'An erasure'`. */
function sourcesIn(node: Node): string[] {
  const value: Node = node.value ?? node.init ?? node
  return fillingsOf(value.type === 'ArrowFunctionExpression' ? value.body : value, new Map()).filter(text =>
    /^\p{Lu}\p{Ll}+ /u.test(text),
  )
}

/** Begins as a sentence does, has two words at least, and ends as one does or with what somebody else says. */
const reads = (text: string): boolean =>
  (/^["“A-Z%].*(?:[.?!]["”]?|%\{\})$/s.test(text) || /^[a-z].*[a-z]\.$/is.test(text)) &&
  /(?:^|[ “"])\p{L}+[’']?\p{L}*[,:]? .*\p{Ll}{2}/su.test(text)

const areWords = (text: string): boolean =>
  /^[a-z“%][^<>=/_]* [^<>=/_]*[\p{L}\d”)}@]$/u.test(text) && /\p{Ll}{3,}/u.test(text.replaceAll(somewhat, ''))

/**
 * The language of letters: Handlebars, cut down to fields, if / unless / each, and five helpers. Text comes in, is parsed
 * here, and every node of the tree is either on the list below or refused with its line and column.
 *
 * Nothing a member of staff writes can reach a partial, a decorator, a raw block, an unescaped value, the prototype of
 * anything, or a helper that is not ours; and nothing is so large or so deep that reading it takes long.
 */
import Handlebars from 'handlebars'
import { decodeEntities, HtmlWalk } from './letter-html.ts'
import { helperNames } from './merge-helpers.ts'

export const charactersMax = 200_000
const tagsMax = 2000
/** Levels of if / unless / each inside one another. */
const blocksDepthMax = 2
const callsDepthMax = 2
const parsedDepthMax = 50
/** No field's name, no sentence in quotes comes near it. */
const tagCharactersMax = 1000
const elsesMax = 100
const tooDeep = `if, unless and each can be at most ${blocksDepthMax} deep inside one another.`
const blockNames = new Set(['if', 'unless', 'each'])

/** Undefined: there is such a field. Otherwise the sentence that says what is wrong with the name. */
export type Knows = (path: string) => string | undefined

export interface Flaw {
  line: number
  column: number
  message: string
}

export interface Part {
  program: hbs.AST.Program
  /** Fields that print nothing when they are blank: neither inside an `if` about them nor with a `default`. */
  bare: readonly string[]
}

export type PartRead = { ok: true; part: Part } | { ok: false; flaw: Flaw }

/** Reads one part of a letter. `html`: its markup is followed too (the body); otherwise it is plain text. */
export function readPart(written: string, options: { html: boolean; knows: Knows }): PartRead {
  const source = options.html ? withPlainTags(written) : written
  try {
    refuseLarge(source)
    const program = Handlebars.parseWithoutProcessing(source)
    const check = new Check(options.knows, options.html ? new HtmlWalk() : undefined)
    check.program(program, { depth: 0, inEach: false, guarded: [] })
    check.end(source)
    return { ok: true, part: { program, bare: [...check.bare] } }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, flaw: error.flaw }
    return { ok: false, flaw: parserFlaw(error, source) }
  }
}

/** Rich text editors write `{{default firstName &quot;Friend&quot;}}`. */
const withPlainTags = (html: string): string =>
  html.replace(/\{\{[^{}]{0,500}\}\}/g, tag => decodeEntities(tag).replaceAll(' ', ' '))

class Refusal extends Error {
  readonly flaw: Flaw
  constructor(at: { line: number; column: number }, message: string) {
    super(message)
    this.flaw = { line: at.line, column: at.column + 1, message }
  }
}

/** Comments may be as long as they like. */
const longTag = new RegExp(`\\{\\{(?!~?!)(?:(?!\\}\\})[^]){${tagCharactersMax}}`, 'g')

function refuseLarge(source: string): void {
  if (source.length > charactersMax)
    throw new Refusal({ line: 1, column: 0 }, `This is longer than a letter may be (${charactersMax} characters).`)
  let tags = 0
  for (let at = source.indexOf('{{'); at >= 0; at = source.indexOf('{{', at + 2))
    if (++tags > tagsMax) throw new Refusal(positionAt(source, at), `There are more than ${tagsMax} merge fields.`)
  // Long names and long chains of else take the parser and the compiler more than their share.
  for (const { index } of source.matchAll(longTag))
    throw new Refusal(positionAt(source, index), `A merge field can have ${tagCharactersMax} characters.`)
  let elses = 0
  for (const { index } of source.matchAll(/\{\{~?\s*(?:else|\^)/g))
    if (++elses > elsesMax) throw new Refusal(positionAt(source, index), `There are more than ${elsesMax} else.`)
  // The parser takes long over what is nested deep; nobody who means it well comes near this.
  let depth = 0
  for (const { index, 1: sign } of source.matchAll(/\{\{~?\s*([#/])/g)) {
    depth += sign === '#' ? 1 : -1
    if (depth > parsedDepthMax) throw new Refusal(positionAt(source, index), tooDeep)
  }
}

interface Around {
  depth: number
  inEach: boolean
  guarded: readonly string[]
}

class Check {
  readonly bare = new Set<string>()
  readonly #knows: Knows
  readonly #html: HtmlWalk | undefined

  constructor(knows: Knows, html: HtmlWalk | undefined) {
    this.#knows = knows
    this.#html = html
  }

  program(program: hbs.AST.Program, around: Around): void {
    if (program.blockParams?.length) throw new Refusal(program.loc.start, 'Names between | | are not available here.')
    for (const statement of program.body) this.#statement(statement, around)
  }

  end(source: string): void {
    if (this.#html && !this.#html.betweenTags)
      throw new Refusal(positionAt(source, source.length), 'The letter ends in the middle of a tag.')
  }

  #statement(statement: hbs.AST.Statement, around: Around): void {
    if (statement.type === 'ContentStatement') this.#content(statement as hbs.AST.ContentStatement)
    else if (statement.type === 'MustacheStatement') this.#mustache(statement as hbs.AST.MustacheStatement, around)
    else if (statement.type === 'BlockStatement') this.#block(statement as hbs.AST.BlockStatement, around)
    else if (statement.type !== 'CommentStatement')
      throw new Refusal(statement.loc.start, 'This is not available in letters. Use merge fields, if, unless or each.')
  }

  #content(statement: hbs.AST.ContentStatement): void {
    const complaint = this.#html?.read(statement.value)
    if (!complaint) return
    const inside = positionAt(statement.value, complaint.at)
    const { line, column } = statement.loc.start
    throw new Refusal(
      { line: line + inside.line - 1, column: inside.line === 1 ? column + inside.column : inside.column },
      complaint.message,
    )
  }

  #mustache(statement: hbs.AST.MustacheStatement, around: Around): void {
    const at = statement.loc.start
    if (!statement.escaped) throw new Refusal(at, 'Write merge fields with two braces, not three, and without &.')
    const place = this.#html ? this.#html.place() : ({ in: 'text' } as const)
    if (!place) throw new Refusal(at, 'A merge field can stand in the text or in a link, not inside a tag.')
    const fields = this.#value(statement, around, 0)
    const helper = statement.params.length > 0
    if (!(helper && nameOf(statement.path) === 'default'))
      for (const field of fields) if (!around.guarded.includes(field)) this.bare.add(field)
    if (place.in === 'attribute' && place.first && (place.name === 'href' || place.name === 'src'))
      wrapInSafeAddress(statement)
  }

  #block(statement: hbs.AST.BlockStatement, around: Around): void {
    const at = statement.loc.start
    const name = nameOf(statement.path)
    if (!name || !blockNames.has(name))
      throw new Refusal(at, `There is no block called "${name ?? '…'}". Use if, unless or each.`)
    if (this.#html && !this.#html.betweenTags)
      throw new Refusal(at, 'An if, unless or each can stand around text and tags, not inside a tag.')
    if (around.depth >= blocksDepthMax) throw new Refusal(at, tooDeep)
    if (statement.params.length !== 1 || statement.hash?.pairs.length)
      throw new Refusal(at, `"${name}" takes one field: {{#${name} firstName}}.`)
    // Each word of a list times each word of a list: a small letter that fills into one of gigabytes.
    if (name === 'each' && around.inEach) throw new Refusal(at, 'An each can’t stand inside another each.')
    const fields = this.#operand(statement.params[0]!, around, 0)
    const inside = { ...around, depth: around.depth + 1 }
    const guarded = { ...inside, guarded: [...around.guarded, ...fields] }
    this.#branch(statement.program, name === 'each' ? { ...guarded, inEach: true } : name === 'if' ? guarded : inside)
    const otherwise = statement.inverse
    // `{{else if}}` is the same level on the page, so it counts as the same level.
    if ((otherwise as { chained?: boolean } | undefined)?.chained) this.#branch(otherwise, around)
    else if (otherwise) this.#branch(otherwise, name === 'unless' ? guarded : inside)
  }

  #branch(program: hbs.AST.Program | undefined, around: Around): void {
    if (!program) return
    this.program(program, around)
    if (this.#html && !this.#html.betweenTags)
      throw new Refusal(
        program.loc?.end ?? { line: 1, column: 0 },
        'A tag that is opened in a block must be closed in it.',
      )
  }

  /** A field, or a helper and what it is given. Answers the fields that are read. */
  #value(call: hbs.AST.MustacheStatement | hbs.AST.SubExpression, around: Around, depth: number): string[] {
    const at = call.loc.start
    if (call.hash?.pairs.length) throw new Refusal(at, 'Values with a name (name=…) are not available in letters.')
    const name = nameOf(call.path)
    if (call.params.length === 0 && call.type === 'MustacheStatement') return this.#operand(call.path, around, depth)
    const helper = name !== undefined && Object.hasOwn(helperNames, name) ? helperNames[name] : undefined
    if (!helper)
      throw new Refusal(
        at,
        `There is no helper called "${name ?? '…'}". There are: ${Object.keys(helperNames).join(', ')}.`,
      )
    if (call.params.length < helper.min || call.params.length > helper.max)
      throw new Refusal(
        at,
        `"${name}" takes ${helper.min === helper.max ? helper.min : `${helper.min} or ${helper.max}`} value(s).`,
      )
    return call.params.flatMap(param => this.#operand(param, around, depth + 1))
  }

  #operand(expression: hbs.AST.Expression, around: Around, depth: number): string[] {
    switch (expression.type) {
      case 'StringLiteral':
      case 'NumberLiteral':
        if (depth === 0) throw new Refusal(expression.loc.start, 'Write the name of a field between the braces.')
        return []
      case 'SubExpression':
        if (depth >= callsDepthMax) throw new Refusal(expression.loc.start, 'This is nested too deep.')
        return this.#value(expression as hbs.AST.SubExpression, around, depth)
      case 'PathExpression':
        return this.#path(expression as hbs.AST.PathExpression, around)
      default:
        throw new Refusal(expression.loc.start, 'Write the name of a field between the braces.')
    }
  }

  #path(path: hbs.AST.PathExpression, around: Around): string[] {
    const name = path.parts.join('.')
    if (path.data) {
      if (around.inEach && path.depth === 0 && ['index', 'first', 'last'].includes(name)) return []
      throw new Refusal(path.loc.start, `"${path.original}" is not available here.`)
    }
    const outside = around.inEach && path.depth > 0 && path.depth <= around.depth
    if (around.inEach && path.depth === 0) {
      if (path.parts.length === 0) return []
      throw new Refusal(path.loc.start, `Inside each, write {{this}} for the item or {{../${name}}} for a field.`)
    }
    if (path.parts.length === 0 || path.original.startsWith('this') || (path.depth > 0 && !outside))
      throw new Refusal(path.loc.start, `"${path.original}" is not available here.`)
    const unknown = this.#knows(name)
    if (unknown) throw new Refusal(path.loc.start, unknown)
    return [name]
  }
}

/** `{{website}}` at the beginning of a link becomes `{{safeAddress website}}`: a value can't bring a scheme of its own. */
function wrapInSafeAddress(statement: hbs.AST.MustacheStatement): void {
  const { path, params, loc } = statement
  const inner: hbs.AST.Expression =
    params.length === 0
      ? path
      : ({ type: 'SubExpression', path, params, hash: statement.hash, loc } as unknown as hbs.AST.SubExpression)
  statement.params = [inner]
  statement.path = {
    type: 'PathExpression',
    data: false,
    depth: 0,
    parts: ['safeAddress'],
    original: 'safeAddress',
    loc,
  } as hbs.AST.PathExpression
}

function nameOf(expression: hbs.AST.Expression): string | undefined {
  if (expression.type !== 'PathExpression') return undefined
  const path = expression as hbs.AST.PathExpression
  return path.depth === 0 && !path.data && path.parts.length === 1 ? path.parts[0] : undefined
}

/** Handlebars says the line in prose and, for a block that does not match, the column on the error. */
function parserFlaw(error: unknown, source: string): Flaw {
  const failure = error as { message: string; lineNumber?: number; column?: number }
  if (failure.lineNumber !== undefined)
    return {
      line: failure.lineNumber,
      column: (failure.column ?? 0) + 1,
      message: `${failure.message.replace(/ - \d+:\d+$/, '')}: an opening and a closing tag do not belong together.`,
    }
  const line = Number(/on line (\d+)/.exec(failure.message)?.[1] ?? 1)
  return { line, column: columnOf(source, line, failure.message), message: mismatch(failure.message) }
}

/** The parser draws an arrow under the last 20 characters it read: find them in the line to get the column. */
function columnOf(source: string, line: number, message: string): number {
  const [, shown = '', arrow = ''] = message.split('\n')
  const read = shown.slice(0, arrow.indexOf('^')).replace(/^\.\.\./, '')
  const text = source.split('\n')[line - 1] ?? ''
  for (let length = read.length; length > 0; length--) {
    const at = text.indexOf(read.slice(read.length - length))
    if (at >= 0) return at + length + 1
  }
  return 1
}

function mismatch(message: string): string {
  if (/got 'EOF'/.test(message)) return 'Something is opened here and never closed.'
  return 'This is not a merge field: write {{firstName}}, or {{#if firstName}}…{{/if}}.'
}

function positionAt(source: string, index: number): { line: number; column: number } {
  const before = source.slice(0, index)
  return { line: before.split('\n').length, column: index - (before.lastIndexOf('\n') + 1) }
}

/**
 * Letters, compiled once and filled for each recipient: 65,000 fillings a second compiled beforehand, 800 when every mail
 * compiles anew (measured on a letter of 38 KB).
 *
 * The staff's part is checked (`letter-language.ts`) before it is compiled; the layout around it is the developers' and
 * trusted. The body escapes HTML; subject, preheader and text do not, so that O'Brien is not O&#x27;Brien in a subject.
 */
import { at, type Json, type Problem, type Property } from '@dormouse/model'
import Handlebars from 'handlebars'
import { compiled as layouts } from './layouts/compiled.ts'
import { wordsOf } from './layouts/words.ts'
import { type Flaw, type Knows, readPart } from './letter-language.ts'
import { knownFields } from './merge-fields.ts'
import { blank, helperNames, helpers, type Manner } from './merge-helpers.ts'
import { textOf, tidied } from './text-part.ts'
import { linksOf, tracingPicture, withTracedLinks } from './tracking.ts'

/** What staff write, as a template holds it and as a campaign freezes it. */
export interface Letter {
  subject: string
  preheader: string | null
  /** HTML with merge fields. */
  body: string
  /** Null: made from the body. */
  text: string | null
  layout: string | null
  language: string | null
}

/** What a letter is filled with: the recipient's own fields at top level, and what surrounds them. */
export interface Filling {
  contact: { [field: string]: Json }
  organisation: { name: string; postalAddress: string | null }
  campaign: { name: string }
  unsubscribeUrl: string
  timeZone: string
  /** Addresses that tell of opening and clicking; absent: nobody is told. */
  traced?: { opened?: string; clicked?(link: number): string }
}

export interface Rendered {
  subject: string
  html: string
  text: string
}

export interface CompiledLetter {
  /** Throws `RenderError` when a filled letter is larger than mail programs take. */
  render(filling: Filling): Rendered
  /** Fields that would leave a gap in this recipient's letter. */
  blanks(contact: { [field: string]: Json }): string[]
}

export class RenderError extends Error {}

export const layoutNames: readonly string[] = Object.keys(layouts)

/** A filled letter beyond this is a mistake, not a letter: Gmail shows the first 102 KB. */
const filledCharactersMax = 1_000_000
const subjectCharactersMax = 500

const parts = ['subject', 'preheader', 'body', 'text'] as const
type PartName = (typeof parts)[number]

/** One engine for all letters, with our helpers and none of its own but if, unless and each. */
const engine = Handlebars.create()
for (const name of ['log', 'lookup', 'with', 'helperMissing', 'blockHelperMissing']) engine.unregisterHelper(name)
engine.registerHelper(helpers as unknown as Handlebars.HelperDeclareSpec)
const knownHelpers = Object.fromEntries(
  ['if', 'unless', 'each', 'safeAddress', ...Object.keys(helperNames)].map(name => [name, true]),
) as unknown as KnownHelpers

/** `base`: what `/u/i/...` pictures are completed with. Unknown custom properties are refused when `properties` is given. */
export function compileLetter(
  letter: Letter,
  options: { base?: string; properties?: readonly Property[] } = {},
): { ok: true; letter: CompiledLetter } | { ok: false; problem: Problem } {
  const read = readLetter(letter, knownFields(options.properties))
  if (!read.ok) return read
  const fill = {
    subject: compilePart(read.programs.subject, false),
    preheader: compilePart(read.programs.preheader, false),
    body: compilePart(read.programs.body, true),
    text: compilePart(read.programs.text, false),
  }
  const layout = layoutOf(letter.layout)
  // A bare "en" would write dates the American way, which most readers elsewhere misread.
  const language = letter.language === 'en' || !letter.language ? 'en-GB' : letter.language
  const words = wordsOf(language)
  const bare = [...read.bare]
  const links = linksOf(letter.body)

  return {
    ok: true,
    letter: {
      render({ contact, organisation, campaign, unsubscribeUrl, timeZone, traced = {} }) {
        const manner: Manner = { language, timeZone }
        const values = { ...contact, organisation, campaign, unsubscribeUrl }
        const runtime = { data: { manner } }
        const subject = oneLine(fill.subject(values, runtime)).slice(0, subjectCharactersMax)
        const based = withBase(fill.body(values, runtime), options.base)
        const body = traced.clicked ? withTracedLinks(based, links, traced.clicked) : based
        const preheader = oneLine(fill.preheader(values, runtime))
        const around = { subject, preheader, body, language, words, organisation, unsubscribeUrl }
        const html = traced.opened ? withPicture(layout(around), traced.opened) : layout(around)
        const text = signed(fill.text(values, runtime), around)
        const characters = Math.max(html.length, text.length)
        if (characters > filledCharactersMax)
          throw new RenderError(`The filled letter has ${characters} characters, more than ${filledCharactersMax}.`)
        return { subject, html, text }
      },
      blanks: contact => bare.filter(path => blank(at(contact, path))),
    },
  }
}

/** Every part read and allowed, or the first flaw with its place. */
export function readLetter(
  letter: Letter,
  knows: Knows,
):
  | { ok: true; programs: Record<PartName, hbs.AST.Program>; bare: ReadonlySet<string> }
  | { ok: false; problem: Problem } {
  const programs = {} as Record<PartName, hbs.AST.Program>
  const bare = new Set<string>()
  for (const name of parts) {
    const own = letter[name] ?? ''
    const derived = name === 'text' && own.trim() === ''
    const read = readPart(derived ? textOf(letter.body ?? '') : own, { html: name === 'body', knows })
    if (!read.ok) return { ok: false, problem: problemOf(derived ? 'body' : name, read.flaw) }
    programs[name] = read.part.program
    if (!derived) for (const path of read.part.bare) bare.add(path)
  }
  for (const path of ['organisation.name', 'campaign.name', 'unsubscribeUrl']) bare.delete(path)
  return { ok: true, programs, bare }
}

const partTitles: Record<PartName, string> = {
  subject: 'subject',
  preheader: 'preview line',
  body: 'letter',
  text: 'plain text',
}

function problemOf(name: PartName, flaw: Flaw): Problem {
  const sentence = `Line ${flaw.line}, column ${flaw.column}: ${flaw.message}`
  return {
    kind: 'invalid',
    message: `The ${partTitles[name]} can't be used as it is. ${sentence}`,
    errors: { [name]: sentence },
  }
}

/** The tree was read and checked by us a moment ago; no tree ever comes from outside. */
function compilePart(program: hbs.AST.Program, escapes: boolean): Handlebars.TemplateDelegate {
  return engine.compile(program, { noEscape: !escapes, knownHelpers, knownHelpersOnly: true })
}

const compiledLayouts = new Map<string, Handlebars.TemplateDelegate>()

function layoutOf(name: string | null): Handlebars.TemplateDelegate {
  const known = name && Object.hasOwn(layouts, name) ? name : 'plain'
  let layout = compiledLayouts.get(known)
  if (!layout) {
    layout = Handlebars.compile(layouts[known])
    compiledLayouts.set(known, layout)
  }
  return layout
}

/** What the HTML layouts say at the end, for those who read text. */
function signed(
  text: string,
  around: { organisation: Filling['organisation']; words: { unsubscribe: string }; unsubscribeUrl: string },
): string {
  const { name, postalAddress } = around.organisation
  const sender = postalAddress ? `${name}, ${postalAddress.replace(/\s*\n\s*/g, ', ')}` : name
  return `${tidied(text)}\n\n-- \n${sender}\n${around.words.unsubscribe}: ${around.unsubscribeUrl}\n`
}

/** At the very end, where it disturbs nobody. */
function withPicture(html: string, address: string): string {
  const end = html.lastIndexOf('</body>')
  return end < 0 ? html : `${html.slice(0, end)}${tracingPicture(address)}${html.slice(end)}`
}

const withBase = (html: string, base: string | undefined): string =>
  base && html.includes('/u/i/')
    ? html.replace(/((?:src|href|background)=["'])(\/u\/i\/)/gi, `$1${base.replace(/\$/g, '$$$$')}$2`)
    : html

const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim()

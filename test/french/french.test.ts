/** Nobody who chose French is refused in English: every sentence of the server's has its French, and no French is left over. */
import { resourceNamed } from '@dormouse/model'
import { expect, test } from 'vitest'
import { names } from '../../admin/src/i18n/declared.names.fr.ts'
import { sentences as declared } from '../../admin/src/i18n/declared.sentences.fr.ts'
import { catalogue, inFrench } from '../../admin/src/i18n/server.fr.ts'
import { saidIn, sentences } from './sentences.ts'

const said = sentences()

/** A sentence without the names of its places, which only the catalogue knows. */
const bare = (sentence: string): string => sentence.replace(/%\{[^{}]*\}/g, '%{}')
const inCatalogue = new Set(Object.keys({ ...declared, ...catalogue }).map(bare))
const untranslated = (found: typeof said) =>
  found
    .filter(({ text, place }) => !inCatalogue.has(text) && !isOfNewResource(place))
    .map(({ text, place }) => `${place} ${text}`)

/** A resource whose name has no French is a new one: all of it is shown in English until somebody translates it. */
function isOfNewResource(place: string): boolean {
  const resource = resourceNamed(/^api\/model\/resources\/(\w+)\.ts/.exec(place)?.[1] ?? '')
  return resource !== undefined && names[resource.label.join(' |||| ')] === undefined
}

test('every sentence that the server can say has its French', () => {
  expect(said.length).toBeGreaterThan(400)
  expect(untranslated(said)).toEqual([])
})

test('every French sentence is one that the server can still say', () => {
  const known = new Set(said.map(({ text }) => text))
  expect(Object.keys(catalogue).filter(sentence => !known.has(bare(sentence)))).toEqual([])
})

test('each of them is found again by what it says, whatever stands in its places', () => {
  const isNumber = new Set(['n', 'of', 'max', 'min'])
  const filled = Object.keys(catalogue)
    .filter(sentence => /^["“A-Z%]/.test(sentence) && !sentence.includes('%{sentence}'))
    .map(sentence => sentence.replace(/%\{(\w+)\}/g, (_, name) => (isNumber.has(name) ? '3' : 'Xyz')))
  expect(filled.filter(sentence => inFrench(sentence) === sentence)).toEqual([])
})

test('a French sentence is given what the English one holds', () => {
  const places = (sentence: string) =>
    new Set([...sentence.matchAll(/%\{(?:[^{}]+ )?(\w+)\}/g)].map(([, name]) => name))
  const foreign = Object.entries(catalogue).filter(
    ([english, french]) => ![...places(french)].every(name => places(english).has(name)),
  )
  expect(foreign).toEqual([])
})

test('a sentence in English only does not stay unnoticed, however it comes about', () => {
  const source = `
    const waits = { draft: 'it has not begun', done: 'is over' }
    export function refusals(n: number, state: 'draft' | 'done') {
      if (n > 9) return refuse('refused', n > 10 ? 'This is new.' : \`All \${n} are new.\`)
      const message = n === 1 ? 'One is new.' : 'Many are new.'
      log.warn('nobody reads this at a screen.')
      deps.reader.read(needs, view => { throw new Refusal('This is thrown.') })
      if (n < 0) throw new Error('This is for the log.')
      return { ok: false, problem: { kind: 'refused', message: \`It can’t begin: \${waits[state]}.\` } }
    }`
  expect(untranslated(saidIn('api/writer/new.ts', source))).toEqual(
    [
      '4 This is new.',
      '4 All %{} are new.',
      '5 One is new.',
      '5 Many are new.',
      '7 This is thrown.',
      '9 It can’t begin: %{}.',
      '9 it has not begun',
      '9 is over',
    ].map(line => `api/writer/new.ts:${line}`),
  )
})

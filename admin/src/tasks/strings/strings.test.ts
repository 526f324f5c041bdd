import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Strings } from '../../contract.ts'
import { strings } from './index.ts'

const folder = join(import.meta.dirname, '..')
const files = globSync('**/*.{ts,tsx}', { cwd: folder }).filter(
  file => !file.includes('.test.') && !file.startsWith('strings'),
)
const sources = files.map(file => readFileSync(join(folder, file), 'utf8')).join('\n')

const flat = (tree: Strings, before = ''): [key: string, text: string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[before + key, value] as [string, string]] : flat(value, `${before}${key}.`),
  )
const english = new Map(flat(strings.en.tasks as Strings))
const french = new Map(flat(strings.fr.tasks as Strings))

describe('the words of the hand-made screens', () => {
  test('every sentence that a screen says is written down', () => {
    const said = [...sources.matchAll(/words\(\s*'([\w.]+)'/g)].map(match => match[1] ?? '')
    expect([...new Set(said)].filter(key => !english.has(key))).toEqual([])
    // `words(busy ? 'a.b' : 'a.c')`
    const chosen = [...sources.matchAll(/\? '([a-z]+(?:\.[A-Za-z]+)+)' : '([a-z]+(?:\.[A-Za-z]+)+)'/g)].flatMap(
      match => [match[1], match[2]],
    )
    const known = new Set([...english.keys()].map(key => key.split('.')[0]))
    expect(chosen.filter(key => known.has(key?.split('.')[0] ?? '') && !english.has(key ?? ''))).toEqual([])
  })

  test('every place that fills in the end of a key has something to fill in', () => {
    const prefixes = [...sources.matchAll(/words\(`([\w.]+\.)\$\{/g)].map(match => match[1] ?? '')
    const empty = [...new Set(prefixes)].filter(prefix => ![...english.keys()].some(key => key.startsWith(prefix)))
    expect(empty).toEqual([])
  })

  test('French says what English says, with the same names in it', () => {
    expect([...french.keys()].sort()).toEqual([...english.keys()].sort())
    const names = (text: string) => [...new Set(text.match(/%\{\w+\}/g))].sort()
    const plurals = (text: string) => text.split('||||').length
    const different = [...english].filter(
      ([key, text]) =>
        plurals(text) !== plurals(french.get(key) ?? '') || `${names(text)}` !== `${names(french.get(key) ?? '')}`,
    )
    expect(different.map(([key]) => key)).toEqual([])
  })

  test('no word is on screen that only programmers know', () => {
    const banned = /\b(segments?|payload|hard bounce|sequence|queued?|null|undefined|API|JSON|endpoint)\b/i
    expect([...english].filter(([, text]) => banned.test(text)).map(([key]) => key)).toEqual([])
  })
})

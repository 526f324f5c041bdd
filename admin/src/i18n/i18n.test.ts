/** Nobody reads a key, and nobody who chose French reads English. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { resourceNamed } from '@dormouse/model'
import raEnglish from 'ra-language-english'
import raFrench from 'ra-language-french'
import { expect, test } from 'vitest'
import { better } from './better.ts'
import { french } from './declared.fr.ts'
import { sentences } from './declared.sentences.fr.ts'
import { declaredWords } from './declared.ts'
import { merged } from './merged.ts'
import { words as en, instead as insteadEn } from './words.en.ts'
import { words as fr, instead as insteadFr } from './words.fr.ts'

type Tree = { [key: string]: string | Tree }

function flat(tree: Tree, prefix = ''): Record<string, string> {
  const result: Record<string, string> = {}
  for (const [key, value] of Object.entries(tree))
    if (typeof value === 'string') result[prefix + key] = value
    else Object.assign(result, flat(value, `${prefix}${key}.`))
  return result
}

const english = flat(merged(raEnglish, { ra: insteadEn }, en))
const inFrench = flat(merged(raFrench, { ra: insteadFr }, fr))

/** Keys written out in the derived screens; those put together at run time are covered by the tests below. */
const used = () => {
  const sources = readdirSync(join(import.meta.dirname, '..'), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name) && !/^(tasks|i18n)|\.test\./.test(name))
    .map(name => readFileSync(join(import.meta.dirname, '..', name), 'utf8'))
  const keys = sources.flatMap(text =>
    [...text.matchAll(/(?:translate|notify)\(\s*'([a-z][\w.]+)'/g)].map(match => match[1]),
  )
  return [...new Set(keys)] as string[]
}

test('every key that a screen asks for is there in English', () => {
  const all = { ...declaredWords(), ...english }
  expect(used().filter(key => !(key in all))).toEqual([])
})

test('every English word of the screens and of react-admin has its French', () => {
  expect(Object.keys(english).filter(key => !(key in inFrench))).toEqual([])
})

test('a French sentence is given what the English one is given', () => {
  const gaps = (sentence = '') =>
    [...new Set(sentence.match(/%\{\w+\}/g))].filter(gap => gap !== '%{smart_count}').sort()
  const own = Object.keys(flat(en))
  expect(own.filter(key => gaps(english[key]).join() !== gaps(inFrench[key]).join())).toEqual([])
})

// A resource whose name has no French is a new one: it is shown in English until somebody translates it, and that is fine.
test('a resource that has a French name is French throughout', () => {
  const translated = french()
  const hasName = (resource = '') => translated[`resources.${resource}.name`] !== undefined
  const isNewName = (word = '') => resourceNamed(word) !== undefined && !hasName(word)
  const missing = Object.entries(declaredWords()).filter(([key, english]) => {
    const parts = key.split('.')
    return hasName(parts[1]) && !translated[key] && !sentences[english] && !isNewName(parts.at(-1))
  })
  expect(missing).toEqual([])
})

test('no word is improved that no declaration uses', () => {
  const said = new Set(Object.values(declaredWords()))
  expect(Object.keys(better).filter(word => !said.has(word))).toEqual([])
})

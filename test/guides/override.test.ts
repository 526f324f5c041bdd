/** Excerpts in the guide are from the files they name; a file that has moved on takes the guide along. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { stepsOf } from './steps.ts'

const repository = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(repository, path), 'utf8')
const guide = read('docs/override.md')

it.each(stepsOf(guide).filter(step => step.kind === 'file'))('quotes $path as it is', ({ path, text }) => {
  expect(unspaced(read(path))).toContain(unspaced(text))
})

it('names files that are there', () => {
  const named = [...guide.matchAll(/`((?:api|admin|docs|test)\/[\w./-]+\.tsx?)`/g)].map(match => match[1] ?? '')
  expect(named.length).toBeGreaterThan(3)
  for (const path of named) expect(read(path).length).toBeGreaterThan(0)
})

/** How a formatter breaks lines is nobody's business here. */
const unspaced = (text: string): string => text.replace(/\s+/g, ' ').trim()

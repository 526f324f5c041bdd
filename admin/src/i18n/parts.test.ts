/** In the history of a record stands who changed it; a part of the product is no "somebody". */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { words as en } from './words.en.ts'

const repository = join(import.meta.dirname, '../../..')
const sources = globSync('{api,worker}/**/*.ts', { cwd: repository, exclude: ['**/node_modules/**', '**/*.test.ts'] })
/** Only reads: what it does is in no history. */
const reader = 'audience'

test('every part of the product that changes records has a name', () => {
  const actors = sources.flatMap(file =>
    [...readFileSync(join(repository, file), 'utf8').matchAll(/id: '([^']+)',\s+role: 'system'/g)].map(
      ([, id = '']) => id,
    ),
  )
  expect(actors).toContain('recipient')
  expect([...new Set(actors)].filter(id => id !== reader && !(id in en.parts))).toEqual([])
})

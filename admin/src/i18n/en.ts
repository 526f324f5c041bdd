import raEnglish from 'ra-language-english'
import { tasks } from '../tasks/index.tsx'
import { better } from './better.ts'
import { declaredWords } from './declared.ts'
import { merged } from './merged.ts'
import { instead, words } from './words.en.ts'

export function english(): Record<string, unknown> {
  const declared = Object.entries(declaredWords()).map(([key, words]) => [key, better[words] ?? words])
  return { ...Object.fromEntries(declared), ...merged(raEnglish, { ra: instead }, words, tasks.strings.en) }
}

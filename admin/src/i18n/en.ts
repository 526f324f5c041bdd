import raEnglish from 'ra-language-english'
import { tasks } from '../tasks/index.tsx'
import { declaredWords } from './declared.ts'
import { merged } from './merged.ts'
import { instead, words } from './words.en.ts'

export const english = (): Record<string, unknown> => ({
  ...declaredWords(),
  ...merged(raEnglish, { ra: instead }, words, tasks.strings.en),
})

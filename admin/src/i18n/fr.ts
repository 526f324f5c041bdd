import raFrench from 'ra-language-french'
import { tasks } from '../tasks/index.tsx'
import { french as declaredFrench } from './declared.fr.ts'
import { declaredWords } from './declared.ts'
import { merged } from './merged.ts'
import { instead, words } from './words.fr.ts'

/** What a declaration brings that has no French yet stays English rather than blank. */
export const french = (): Record<string, unknown> => ({
  ...declaredWords(),
  ...declaredFrench(),
  ...merged(raFrench, { ra: instead }, words, tasks.strings.fr),
})

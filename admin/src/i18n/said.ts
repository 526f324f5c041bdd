/**
 * What the server says, in the language of the person at the screen. It speaks English; its French is here, by the English
 * sentences (`server.*.fr.ts`), and is loaded only where French is chosen.
 */
import { preferredLocale } from '../login/words.ts'

type InFrench = (sentence: string) => string

let french: InFrench | undefined
const waiting = new Set<() => void>()

/** Resolves without it, too, where it can't be had: an English sentence is better than none. */
export async function loadFrench(): Promise<void> {
  if (french) return
  try {
    french = (await import('./server.fr.ts')).inFrench
  } catch {
    return
  }
  for (const tell of waiting) tell()
}

/** The sentence as it came while the French is on its way, and whenever it is not the server's. */
export const inFrench = (sentence: string): string => french?.(sentence) ?? sentence

export const hasFrench = (): boolean => french !== undefined

export function onFrench(tell: () => void): () => void {
  waiting.add(tell)
  return () => waiting.delete(tell)
}

/** For whoever can wait for the words, as every request can: nothing is loaded where English is read. */
export async function said(sentence: string): Promise<string> {
  if (preferredLocale() !== 'fr') return sentence
  await loadFrench()
  return inFrench(sentence)
}

/** The sentence in an error, whatever was thrown. */
export const saidIn = (error: unknown): Promise<string> => said(error instanceof Error ? error.message : String(error))

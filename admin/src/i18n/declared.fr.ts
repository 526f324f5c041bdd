/** What the declarations say, in French, by the English words: a new resource that uses known words has its French unasked. */
import { choices } from './declared.choices.fr.ts'
import { labels } from './declared.labels.fr.ts'
import { names } from './declared.names.fr.ts'
import { declaredWords } from './declared.ts'

/** Key → French, for every declared word that has some. The sentences come with those of the server (`server.fr.ts`). */
export function french(): Record<string, string> {
  const known = { ...names, ...labels, ...choices }
  return Object.fromEntries(
    Object.entries(declaredWords()).flatMap(([key, english]) => (known[english] ? [[key, known[english]]] : [])),
  )
}

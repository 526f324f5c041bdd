/** What stands behind the ? of an address. A misspelt one would silently show everything, so it is refused by name. */
import { problem } from './problems.ts'
import type { Call } from './route.ts'

export function noOtherParameters({ query }: Call, known: readonly string[]): void {
  const strange = Object.keys(query).find(name => !known.includes(name))
  if (strange === undefined) return
  const sentence = `There is no parameter "${strange}" here: there are ${known.join(', ')}.`
  throw problem('invalid', sentence, { errors: { [strange]: sentence } })
}

/** Which names may stand in a letter, and what a wrong one most likely meant. */
import { contacts, leaves, mergeLeaves, type Property } from '@dormouse/model'
import type { Knows } from './letter-language.ts'

/** What a letter may say besides the recipient's own fields. */
export const surroundings = ['organisation.name', 'campaign.name', 'unsubscribeUrl'] as const

/** `properties`: the custom ones; without them any `properties.<key>` passes, for callers that have not read them. */
export function knownFields(properties?: readonly Property[]): Knows {
  const names = mergeNames(properties)
  return path => {
    if (names.has(path)) return undefined
    if (!properties && /^properties\.[A-Za-z][A-Za-z0-9_]*$/.test(path)) return undefined
    const meant = nearest(path, names)
    return `There is no field called "${path}"${meant ? `. Did you mean "${meant}"?` : '.'}`
  }
}

/** What the declaration offers (`{{address.city}}`), and lists of words (`{{#each tags}}{{this}} {{/each}}`). */
function mergeNames(properties: readonly Property[] | undefined): Set<string> {
  const offered = mergeLeaves(contacts, properties).map(({ path }) => path)
  const lists = leaves(contacts, properties).filter(({ field }) => field.kind === 'tags' || field.kind === 'choices')
  return new Set([...surroundings, ...offered, ...lists.map(({ path }) => path)])
}

/** The known name that is at most two slips of the finger away. */
function nearest(path: string, names: ReadonlySet<string>): string | undefined {
  let best: { name: string; slips: number } | undefined
  for (const name of names) {
    if (Math.abs(name.length - path.length) > 2) continue
    const slips = slipsBetween(path.toLowerCase(), name.toLowerCase())
    if (slips <= 2 && (!best || slips < best.slips)) best = { name, slips }
  }
  return best?.name
}

/** Levenshtein's distance. Names are short. */
function slipsBetween(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row++) {
    const line = [row]
    for (let column = 1; column <= b.length; column++)
      line.push(
        Math.min(
          above[column]! + 1,
          line[column - 1]! + 1,
          above[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1),
        ),
      )
    above = line
  }
  return above[b.length]!
}

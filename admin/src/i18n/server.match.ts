/**
 * Finds a sentence of the server's in a catalogue whose keys are those sentences with named places
 * (`%{n} of the first %{of} addresses do not exist.`), and says what stands beside it, with the places filled anew. Knows
 * no language; what a place holds in the other one, the caller says.
 */

/** The sentence → the same in another language. There `%{the field}` asks for what `field` holds, in the manner "the". */
export type Catalogue = Readonly<Record<string, string>>

export interface Places {
  /** What may stand in a place of this name, as the source of an expression without groups; undefined: anything. */
  holds(name: string): string | undefined
  /** What stands there in the other language. Undefined: that can't be said, so this is not the sentence. */
  fill(name: string, text: string, manner: string): string | undefined
  /** Picks one of the wordings of a sentence, `one |||| many`, by its places. */
  choose(wordings: readonly string[], texts: ReadonlyMap<string, string>): string
}

interface Pattern {
  expression: RegExp
  names: string[]
  wording: string
}

const place = /%\{(?:([^{}]+) )?(\w+)\}/g

export function finder(catalogue: Catalogue, places: Places): (sentence: string) => string | undefined {
  const exact = new Map<string, string>()
  const patterns: (Pattern & { length: number })[] = []
  for (const [sentence, wording] of Object.entries(catalogue)) {
    const names = [...sentence.matchAll(place)].map(([, , name = '']) => name)
    if (names.length === 0) exact.set(sentence, wording)
    else {
      const length = sentence.replace(place, '').length
      patterns.push({ expression: expressionOf(sentence, places), names, wording, length })
    }
  }
  // The sentence that says most itself is the one that was meant.
  patterns.sort((one, other) => other.length - one.length)

  return sentence => {
    const known = exact.get(sentence)
    if (known !== undefined) return known
    for (const pattern of patterns) {
      const found = pattern.expression.exec(sentence)
      const said = found && filled(pattern, found.slice(1), places)
      if (said) return said
    }
    return undefined
  }
}

function expressionOf(sentence: string, { holds }: Places): RegExp {
  const parts = sentence.split(place)
  // Split answers what stands between the places, and for each place its two groups.
  const source = parts.map((part, index) =>
    index % 3 === 0
      ? part.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')
      : index % 3 === 2
        ? `(${holds(part) ?? '[^]+?'})`
        : '',
  )
  return new RegExp(`^${source.join('')}$`, 'u')
}

function filled({ names, wording }: Pattern, texts: readonly string[], places: Places): string | undefined {
  const held = new Map(names.map((name, index) => [name, texts[index] ?? '']))
  const wordings = wording.split(' |||| ')
  let isSaid = true
  const said = (wordings.length > 1 ? places.choose(wordings, held) : wording).replace(
    place,
    (_, manner: string | undefined, name: string) => {
      const text = places.fill(name, held.get(name) ?? '', manner ?? '')
      isSaid &&= text !== undefined
      return text ?? ''
    },
  )
  return isSaid ? said : undefined
}

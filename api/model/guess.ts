/** Guesses which field a spreadsheet's column is, from its header and, where that says little, from its cells. */
import { fromCell } from './cells.ts'
import { kindOf } from './fields/index.ts'
import { columnWords } from './guess.words.ts'
import { type Leaf, leaves } from './leaves.ts'
import type { AnyResource } from './resource.ts'
import type { Property } from './resources/properties.ts'

/** The path of the field, or undefined when no field is likely: a wrong guess costs more than none. */
export function guessField(
  resource: AnyResource,
  header: string,
  samples: readonly string[] = [],
  properties?: readonly Property[],
): string | undefined {
  const wanted = squeezed(header)
  const offered = leaves(resource, properties).filter(leaf => !leaf.field.options.readOnly)
  const filled = samples.filter(sample => sample.trim() !== '')
  const named = wanted === '' ? undefined : byName(offered, wanted)
  if (named) return fits(named, filled) ? named.path : undefined
  return byCells(offered, wanted, filled)
}

function byName(offered: readonly Leaf[], wanted: string): Leaf | undefined {
  const exact = offered.find(leaf => namesOf(leaf).includes(wanted))
  if (exact) return exact
  const path = [...columnWords].find(([, words]) => words.some(word => matches(word, wanted)))?.[0]
  return offered.find(leaf => leaf.path === path)
}

/** Its path, its last name and its label, as headers may spell them. */
function namesOf(leaf: Leaf): string[] {
  const last = leaf.path.slice(leaf.path.lastIndexOf('.') + 1)
  const ambiguous = leaf.path.startsWith('consent.') || leaf.path.endsWith('.id')
  return [squeezed(leaf.path), ...(ambiguous ? [] : [squeezed(last), squeezed(leaf.label)])]
}

const matches = (word: string, wanted: string): boolean =>
  word.endsWith('*')
    ? new RegExp(`^${word.slice(0, -1)}\\d*(${kindsOfContact})?\\d*(number|value)?$`).test(wanted)
    : word === wanted

/** "email_work", "phone_2_number", "Telefon privat": one of several columns for the same field. */
const kindsOfContact =
  'home|work|other|private|personal|business|office|main|primary|mobile|cell|privat|geschaeftlich|arbeit|dienstlich|prive|pro|domicile|travail'

/** "E-Mail", "Prénom" and "FIRST_NAME" → "email", "prenom", "firstname"; umlauts as people type them without. */
export function squeezed(text: string): string {
  return text
    .toLowerCase()
    .replace(/ä/g, 'ae')
    .replace(/ö/g, 'oe')
    .replace(/ü/g, 'ue')
    .replace(/ß/g, 'ss')
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '')
}

/** A header that says "date" over cells that are none is not believed: at least half of the samples have to be readable. */
function fits(leaf: Leaf, samples: readonly string[]): boolean {
  if (samples.length === 0) return true
  const readable = samples.filter(sample => fromCell(leaf.field, sample).problem === undefined)
  return readable.length * 2 >= samples.length
}

/** Without a telling header only e-mail addresses are unmistakable. */
function byCells(offered: readonly Leaf[], wanted: string, samples: readonly string[]): string | undefined {
  const address = offered.find(leaf => kindOf(leaf.field).name === 'email')
  const telling = samples.length > 0 && samples.every(sample => sample.includes('@'))
  return address && telling && fits(address, samples) && !/sales|owner|manager|agent|betreuer/.test(wanted)
    ? address.path
    : undefined
}

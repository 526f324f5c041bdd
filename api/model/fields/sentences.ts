/** Every message is a sentence that begins with the field as people call it. */
import type { FieldOptions } from '../field.ts'

export const named = (options: FieldOptions): string => options.label ?? 'This field'

/** For zod's `error`: what to say when a value is missing or of the wrong type. */
export const mustBe =
  (options: FieldOptions, what: string) =>
  (issue: { input?: unknown }): string =>
    issue.input === undefined || issue.input === null
      ? `${named(options)} must be filled in.`
      : `${named(options)} must be ${what}.`

/** The answer of a kind that can't read a spreadsheet cell. */
export const unreadable = (options: FieldOptions, cell: string, hint: string): { problem: string } => ({
  problem: `${named(options)} can't be read from “${shortened(cell)}”: ${hint}.`,
})

const shortened = (cell: string): string => (cell.length > 40 ? `${cell.slice(0, 39)}…` : cell)

const spelt: Record<string, string> = {
  id: 'Id',
  email: 'E-mail',
  url: 'Address on the web',
  postcode: 'Postcode',
  html: 'HTML',
}

/** "firstName" → "First name", "ownerId" → "Owner", "hostIds" → "Hosts". */
export function labelOf(name: string): string {
  const known = spelt[name]
  if (known) return known
  const bare = name.length > 3 && name.endsWith('Ids') ? `${name.slice(0, -3)}s` : name.replace(/(?<=.)Id$/, '')
  const words = bare.replace(/[_-]+/g, ' ').replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase()
}

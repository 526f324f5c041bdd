/** How text is compared: without case, accents and compatibility forms, so that "joel" finds "Joël". */

// biome-ignore lint/suspicious/noControlCharactersInRegex: every ASCII character is meant.
const ascii = /^[\x00-\x7f]*$/

export function fold(text: string): string {
  if (ascii.test(text)) return text.toLowerCase()
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss')
}

/** What is looked for with `q`: each word has to be found somewhere. */
export const wordsOf = (q: string): string[] => fold(q).split(/\s+/).filter(Boolean)

/** One comparison for all sorting. The root collation orders most languages as their readers expect. */
const collator = new Intl.Collator('en')
export const compareText = (a: string, b: string): number => collator.compare(a, b)

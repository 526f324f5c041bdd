/**
 * Spreadsheets run a cell that begins like a formula. Exported cells that do get an apostrophe in front, which
 * spreadsheets do not show and `withoutGuard` takes away again. Beginning counts behind what is not seen (blanks, no-break
 * and zero-width spaces, byte order marks), on each line of the cell (a reader that breaks at line feeds sees a new
 * cell there) and for full-width and small signs. Numbers and telephone numbers stay as they are, so that they can be used.
 */
const invisible = '\\s\\p{Cc}\\p{Default_Ignorable_Code_Point}\\u2800'
const signs = '=+\\-@|\\uff1d\\uff0b\\uff0d\\uff20\\u2212\\ufe62\\ufe63\\ufe66\\ufe6b'
const formulaLine = new RegExp(`^(?:['${invisible}])*[${signs}]`, 'u')
const tabbed = /^'*[\t\r]/
const number = /^[+-]?\d[\d\s.,()/-]*(?:%|(?:\s*(?:x|ext\.?)\s*\d+))?$|^\+\(\d[\d\s.,()/-]*$/i
/** Longer than any number is: the patterns take their time over blanks. */
const numberLengthMax = 100
const money = /^-?\d[\d.]*\s[A-Z]{3}$/

export function formulaSafe(cell: string): string {
  return cell
    .split('\n')
    .map(line => (isFormula(line) ? `'${line}` : line))
    .join('\n')
}

function isFormula(line: string): boolean {
  if (tabbed.test(line)) return true
  if (!formulaLine.test(line)) return false
  return line.length > numberLengthMax || !(number.test(line) || money.test(line))
}

/** The cell as it was before `formulaSafe`; cells of other origin with such an apostrophe lose it, too. */
export function withoutGuard(cell: string): string {
  return cell
    .split('\n')
    .map(line => (line.startsWith("'") && isFormula(line.slice(1)) ? line.slice(1) : line))
    .join('\n')
}

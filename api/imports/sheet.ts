/**
 * Rows and columns of a CSV text as Excel, LibreOffice, Mailchimp and others write it. A row that cannot be read is a
 * row with a sentence; it never takes its neighbours with it.
 */
import Papa from 'papaparse'

export interface Sheet {
  columns: string[]
  rows: SheetRow[]
  delimiter: string
  /** False: the first row is data already and the columns were named "Column A", "Column B" ... */
  hasHeader: boolean
}

export interface SheetRow {
  /** As the spreadsheet numbers it; the header is row 1. */
  number: number
  cells: string[]
  problem?: string
}

export const columnsMax = 500
export const rowsMax = 200_000
/** Characters that may be read in vain behind open quotes: each fault can cost the whole rest of the file. */
const vainMax = 20_000_000

export function readSheet(text: string): Sheet | { problem: string } {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text
  const delimiter = delimiterOf(body)
  const read = readRows(body, delimiter)
  if (!read) return { problem: 'Too many quotation marks are not closed properly. Save the file as CSV once more.' }
  const first = read[0]
  if (!first) return { problem: 'The file has no rows.' }
  if (read.length > rowsMax + 1)
    return { problem: `The file has more than ${rowsMax.toLocaleString('en')} rows. Split it into several files.` }
  if (first.cells.length > columnsMax)
    return { problem: `The file has ${first.cells.length} columns; at most ${columnsMax} can be read.` }
  const hasHeader = !looksLikeData(first.cells)
  const columns = hasHeader ? namesOf(first.cells) : first.cells.map((_, index) => `Column ${letters(index)}`)
  const rows = (hasHeader ? read.slice(1) : read).map(row => fitted(row, columns.length))
  return { columns, rows, delimiter, hasHeader }
}

/** The separator by which most of the first rows come out as wide as the header; a comma when nothing says otherwise. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 64_000)
  const score = (delimiter: string) => {
    const [first, ...others] = Papa.parse<string[]>(head, { delimiter, preview: 20, skipEmptyLines: true }).data
    const width = first?.length ?? 0
    return width < 2 ? 0 : 1 + others.filter(row => row.length === width).length + width / 1000
  }
  return [',', ';', '\t', '|'].reduce((best, each) => (score(each) > score(best) ? each : best))
}

/** Excel writes CRLF, old Macs CR, everybody else LF. Said once, since a parser that has to find out reads a megabyte. */
type Newline = '\r\n' | '\n' | '\r'
const newlineOf = (text: string): Newline => (text.includes('\r\n') ? '\r\n' : text.includes('\n') ? '\n' : '\r')

/**
 * A quote that is opened and never properly closed would swallow every row up to the next quote, often to the end of
 * the file. So reading stops at the first row with such a fault, puts that one line aside with a sentence, and begins
 * again behind it.
 */
function readRows(text: string, delimiter: string): SheetRow[] | undefined {
  const rows: SheetRow[] = []
  const newline = newlineOf(text)
  let rest = text
  let vain = 0
  while (rest !== '' && rows.length <= rowsMax + 1) {
    const read = readUntilFault(rest, delimiter, newline, rows)
    if (read === undefined) break
    vain += read.vain
    if (vain > vainMax) return undefined
    const end = rest.indexOf(newline, read.at)
    const line = rest.slice(read.at, end < 0 ? undefined : end)
    rows.push({
      number: rows.length + 1,
      cells: line.split(delimiter),
      problem: 'A quotation mark in this row is not closed properly.',
    })
    rest = end < 0 ? '' : rest.slice(end + newline.length)
  }
  return rows.filter(row => row.cells.some(cell => cell.trim() !== ''))
}

interface Fault {
  /** Where the faulty row begins, and how far behind it was read before that was clear. */
  at: number
  vain: number
}

/** Adds whole rows; answers the first fault, or undefined at the end. */
function readUntilFault(text: string, delimiter: string, newline: Newline, rows: SheetRow[]): Fault | undefined {
  let start = 0
  let fault: Fault | undefined
  Papa.parse<string[]>(text, {
    delimiter,
    newline,
    step(result, parser) {
      if (result.errors.some(error => error.type === 'Quotes')) {
        fault = { at: start, vain: result.meta.cursor - start }
        parser.abort()
        return
      }
      rows.push({ number: rows.length + 1, cells: result.data })
      start = result.meta.cursor
      if (rows.length > rowsMax + 1) parser.abort()
    },
  })
  return fault
}

/** A header has no addresses in it and is not made of numbers. */
function looksLikeData(cells: readonly string[]): boolean {
  const filled = cells.filter(cell => cell.trim() !== '')
  if (filled.some(cell => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell.trim()))) return true
  return filled.length > 0 && filled.every(cell => /^[\d\s.,:/+()-]+$/.test(cell))
}

/** Every column has a name, and no two have the same one. */
function namesOf(header: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return header.map((cell, index) => {
    const name = cell.replace(/\s+/g, ' ').trim() || `Column ${letters(index)}`
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name} (${times})`
  })
}

function fitted(row: SheetRow, width: number): SheetRow {
  const extra = row.cells.slice(width).filter(cell => cell.trim() !== '')
  const cells = Array.from({ length: width }, (_, index) => row.cells[index] ?? '')
  if (row.problem || extra.length === 0) return { ...row, cells }
  return { ...row, cells, problem: `This row has ${row.cells.length} cells, but there are ${width} columns.` }
}

/** 0 → A, 25 → Z, 26 → AA. */
function letters(index: number): string {
  const rest = Math.floor(index / 26) - 1
  return (rest >= 0 ? letters(rest) : '') + String.fromCharCode(65 + (index % 26))
}

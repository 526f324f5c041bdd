/** What a part found: one table, to be read by people here and by the pages in docs/ that are made of it. */

export interface Figures {
  /** As it is called on the command line. */
  part: string
  title: string
  columns: readonly string[]
  rows: readonly (readonly (string | number)[])[]
  /** Sentences below the table. */
  notes?: readonly string[]
  /** What grows how: drawn by `--save`. */
  series?: readonly Series[]
}

export interface Series {
  title: string
  unit: string
  lines: { name: string; points: readonly (readonly [x: number, y: number])[] }[]
}

/** For the pages in docs/. */
export function markdown({ columns, rows, notes = [] }: Figures): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
  const table = [line(columns), line(columns.map(() => '---')), ...rows.map(line)]
  return `${table.join('\n')}\n${notes.map(note => `\n${note}\n`).join('')}`
}

export function print(figures: Figures, say: (line: string) => void): void {
  const cells = [figures.columns, ...figures.rows.map(row => row.map(String))]
  const widths = figures.columns.map((_, column) => Math.max(...cells.map(row => (row[column] ?? '').length)))
  // Words to the left, figures to the right.
  const isText = figures.columns.map((_, column) =>
    figures.rows.every(row => !/^[\d–]/.test(String(row[column] ?? ''))),
  )
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (isText[column] ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  say(`\n${figures.title}\n`)
  for (const [index, row] of cells.entries()) {
    say(`  ${line(row)}`)
    if (index === 0) say(`  ${widths.map(width => '-'.repeat(width)).join('  ')}`)
  }
  for (const note of figures.notes ?? []) say(`  ${note}`)
}

export const ms = (value: number): string =>
  value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : whole(value)
export const whole = (value: number): string => Math.round(value).toLocaleString('en-GB')
export const seconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} s`
export const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`
/** How many times as fast we are as they: above 1 is better than the peer. */
export const ratio = (theirs: number, ours: number): string => `${(theirs / ours).toFixed(2)}x`
export const verdict = (reached: boolean): string => (reached ? 'reached' : 'MISSED')

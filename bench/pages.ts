/**
 * Keeps what was measured: a table and a plot a part in docs/measured/, and the same table in every page of docs/ that has
 * a place for it, `<!-- measured: rest -->` … `<!-- /measured -->`. What stands around it is prose and stays.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { plot } from './plot.ts'
import { type Figures, markdown } from './table.ts'

export function keep(docs: string, figures: Figures): void {
  const { part, title, series = [] } = figures
  const folder = join(docs, 'measured')
  mkdirSync(folder, { recursive: true })
  const table = markdown(figures)
  const drawn = series.length > 0 ? `\n![what grows how](${part}.svg)\n` : ''
  writeFileSync(join(folder, `${part}.md`), `## ${title}\n\n${table}${drawn}`)
  if (series.length > 0) writeFileSync(join(folder, `${part}.svg`), plot(series))
  for (const name of readdirSync(docs).filter(each => each.endsWith('.md'))) {
    const page = readFileSync(join(docs, name), 'utf8')
    const filled = filledIn(page, part, table)
    if (filled !== page) writeFileSync(join(docs, name), filled)
  }
}

const ends = '<!-- /measured -->'

function filledIn(page: string, part: string, table: string): string {
  const begins = `<!-- measured: ${part} -->`
  const from = page.indexOf(begins)
  const to = page.indexOf(ends, from)
  if (from < 0 || to < 0) return page
  return `${page.slice(0, from + begins.length)}\n\n${table}\n${page.slice(to)}`
}

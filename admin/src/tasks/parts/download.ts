/** Hands a file to the browser, made here. */
import { formulaSafe } from '@dormouse/model'

export function offerFile(name: string, content: string, type = 'text/csv;charset=utf-8'): void {
  const address = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  // The browser reads it after the click; a minute is more than it needs.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** Rows as CSV that Excel opens rightly (a mark for UTF-8, CRLF) and in which no cell is a formula. */
export function csv(rows: readonly (readonly (string | number | null | undefined)[])[]): string {
  const cell = (value: string | number | null | undefined) => {
    const safe = formulaSafe(String(value ?? ''))
    return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  return `\ufeff${rows.map(row => row.map(cell).join(',')).join('\r\n')}\r\n`
}

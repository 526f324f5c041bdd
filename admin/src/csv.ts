/** Records as a spreadsheet: one header line of field names, then a line each, safe to open in Excel and LibreOffice. */
import { type AnyResource, formulaSafe, leaves, type Property, toCells } from '@dormouse/model'

/** Excel reads a file as UTF-8 only when it begins with this. */
const byteOrderMark = '\uFEFF'

export function csv(resource: AnyResource, records: any[], properties: Property[] = []): string {
  const header = leaves(resource, properties).map(leaf => leaf.path)
  const lines = records.map(record => {
    const cells: Record<string, string> = toCells(resource, record, properties)
    return header.map(path => quoted(formulaSafe(cells[path] ?? ''))).join(',')
  })
  return byteOrderMark + [header.map(quoted).join(','), ...lines, ''].join('\r\n')
}

const quoted = (cell: string): string => (/[",\r\n;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

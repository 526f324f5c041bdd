/** The rows to fix come as a spreadsheet from the server, with the reason in front of each. */

/** One field of a CSV file, quoted or not, and what ends it. */
const fieldAndEnd = /("(?:[^"]|"")*"|[^,"\r\n]*)(,|\r\n|$)/y

/** The same spreadsheet with the first field of each row said anew; all others as they came, byte by byte. */
export function withReasons(csv: string, say: (reason: string) => string): string {
  const mark = csv.startsWith('\ufeff') ? '\ufeff' : ''
  let result = mark
  let isFirst = true
  fieldAndEnd.lastIndex = mark.length
  while (fieldAndEnd.lastIndex < csv.length) {
    const from = fieldAndEnd.lastIndex
    const [, field = '', end = ''] = fieldAndEnd.exec(csv) ?? []
    // Nothing that we know how to read: better the file as it is than a broken one.
    if (fieldAndEnd.lastIndex <= from) return csv
    result += (isFirst ? quoted(say(plain(field))) : field) + end
    isFirst = end === '\r\n'
  }
  return result
}

const plain = (field: string): string => (field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field)

const quoted = (text: string): string => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

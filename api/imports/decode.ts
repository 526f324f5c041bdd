/**
 * The text of an uploaded spreadsheet. Excel writes UTF-8 with a byte-order mark, UTF-16 ("Unicode text") or, still,
 * Windows-1252; a file says which only by its first bytes, so what it does not say is found out here, never guessed
 * silently: the encoding is part of the answer and stands on screen.
 */
export type Decoded = { text: string; encoding: 'UTF-8' | 'UTF-16' | 'Windows-1252' } | { problem: string }

/** Bytes looked at to tell UTF-16 without a mark, and text from something else. */
const sniffBytesMax = 4096

export function decode(bytes: Uint8Array): Decoded {
  if (bytes.length === 0) return { problem: 'The file is empty.' }
  const other = otherFormat(bytes)
  if (other) return { problem: other }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16(bytes.subarray(2), 'utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16(bytes.subarray(2), 'utf-16be')
  const order = byteOrder(bytes)
  if (order) return utf16(bytes, order)
  if (bytes.subarray(0, sniffBytesMax).includes(0))
    return { problem: 'This is not a text file. Save the spreadsheet as “CSV UTF-8”, then upload that file.' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' }
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' }
  }
}

const utf16 = (bytes: Uint8Array, label: string): Decoded => ({
  text: new TextDecoder(label).decode(bytes),
  encoding: 'UTF-16',
})

/** Formats people upload in good faith; the sentence says what to do instead. */
function otherFormat(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 8))
  if (head.startsWith('PK\x03\x04'))
    return 'This is an Excel or LibreOffice workbook. Open it and save it as “CSV UTF-8”, then upload that file.'
  if (head.startsWith('\xd0\xcf\x11\xe0'))
    return 'This is an old Excel workbook (.xls). Open it and save it as “CSV UTF-8”, then upload that file.'
  if (head.startsWith('%PDF')) return 'This is a PDF. A spreadsheet saved as CSV is needed.'
  if (/^\s*<(!doctype|html|\?xml)/i.test(head))
    return 'This is a web page, not a spreadsheet. Save the list as CSV, then upload that file.'
  return undefined
}

/** UTF-16 without a mark: in Latin text every other byte is zero. Zero bytes in any other pattern are no text at all. */
function byteOrder(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sniffed = bytes.subarray(0, sniffBytesMax)
  let even = 0
  let odd = 0
  sniffed.forEach((byte, index) => {
    if (byte === 0) index % 2 ? odd++ : even++
  })
  const enough = Math.max(3, sniffed.length / 8)
  if (odd > enough && even < odd / 8) return 'utf-16le'
  if (even > enough && odd < even / 8) return 'utf-16be'
  return undefined
}

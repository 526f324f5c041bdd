/** How typed text is made canonical: well-formed Unicode, composed (NFC), without control characters, trimmed. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same, but tabs and line feeds may stay.
const controlsButLines = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]+/g
/** They turn round what stands after them, to the end of a letter; right-to-left names read well without. */
const turners = /[\u202a-\u202e\u2066-\u2069]+/g
const invisibleEnds = /^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$/g

/** One line: a line break or a tab becomes a space, so that nothing can slip into a mail header. */
export const oneLine = (value: string): string =>
  value.toWellFormed().normalize('NFC').replace(controls, ' ').replace(turners, '').replace(invisibleEnds, '')

/** Several lines: CRLF becomes LF. */
export const manyLines = (value: string): string =>
  value
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(controlsButLines, '')
    .replace(turners, '')
    .replace(invisibleEnds, '')

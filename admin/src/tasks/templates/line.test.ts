import { expect, test } from 'vitest'
import { documentToLine, lineToDocument } from './line.ts'

test.each(['', 'News', '{{firstName}}', 'Hi {{default firstName "Friend"}}, 5 < 6 & more', '{{a}}{{b}} '])(
  'the line %j comes back as it went in',
  line => expect(documentToLine(lineToDocument(line))).toBe(line),
)

test('a pasted line break cannot enter a subject', () => {
  expect(
    documentToLine({
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'a \r\nBcc: b' }] }],
    }),
  ).toBe('a Bcc: b')
})

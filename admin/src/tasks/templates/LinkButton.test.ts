import { expect, test } from 'vitest'
import { fullAddress } from './LinkButton.tsx'

test.each([
  ['example.org', 'https://example.org'],
  ['https://example.org/a?b=c', 'https://example.org/a?b=c'],
  [' anna@example.org ', 'mailto:anna@example.org'],
  ['mailto:anna@example.org', 'mailto:anna@example.org'],
  ['example.org:8080/x', 'https://example.org:8080/x'],
  ['{{unsubscribeUrl}}', '{{unsubscribeUrl}}'],
])('the address %j becomes %j', (typed, full) => expect(fullAddress(typed)).toBe(full))

test.each(['', 'hello', 'two words', 'javascript:alert(1)', 'data:text/html,x'])(
  '%j is no address for a letter',
  typed => expect(fullAddress(typed)).toBeUndefined(),
)

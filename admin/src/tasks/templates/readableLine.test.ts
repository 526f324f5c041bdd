import { expect, test } from 'vitest'
import { readableLine } from './readableLine.ts'

const fields = [{ path: 'firstName', label: 'First name' }]

test.each([
  ['Hello {{default firstName "friend"}}!', 'Hello ‹First name›!'],
  ['{{firstName}} {{other.field}}', '‹First name› ‹other.field›'],
  ['{{#if firstName}}x{{/if}}', '{{#if firstName}}x{{/if}}'],
  ['plain', 'plain'],
])('%s reads %s', (line, said) => expect(readableLine(line, fields)).toBe(said))

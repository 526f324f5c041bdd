import { expect, test } from 'vitest'
import { type LetterText, versionsOf } from './versions.ts'

const now: LetterText = { subject: 'S2', preheader: null, body: 'B3', text: null, layout: 'plain', language: 'en' }
const change = (field: string | null, at: string, from: unknown = null, by = 'anna') => ({ field, from, at, by })

test('what was saved at one moment is one version with its whole letter, down to the making', () => {
  const versions = versionsOf(
    [change('body', '3', 'B2'), change('subject', '3', 'S1'), change('body', '2', 'B1', 'bo'), change(null, '1')],
    now,
  )
  expect(versions).toEqual([
    { at: '3', by: 'anna', fields: ['body', 'subject'], letter: now },
    { at: '2', by: 'bo', fields: ['body'], letter: { ...now, body: 'B2', subject: 'S1' } },
    { at: '1', by: 'anna', fields: [], letter: { ...now, body: 'B1', subject: 'S1' } },
  ])
})

test('a new name makes no version: nobody reads it', () => {
  expect(versionsOf([change('name', '2', 'old'), change(null, '1')], now)).toEqual([
    { at: '1', by: 'anna', fields: [], letter: now },
  ])
})

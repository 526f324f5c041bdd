import { describe, expect, it } from 'vitest'
import { declarationOf, listed, singular, wrongName } from './new-resource.ts'

const exported = new Set(['contacts', 'Contact', 'leads', 'Lead', 'LogEntry', 'Rule'])

describe('a new resource', () => {
  it.each([
    ['', 'Say what it is to be called'],
    ['Donations', 'can’t be a name'],
    ['my-donations', 'can’t be a name'],
    ['2cvs', 'can’t be a name'],
    ['__proto__', 'can’t be a name'],
    ['../donations', 'can’t be a name'],
    ['donation', 'called by the many: donations.'],
    ['story', 'called by the many: stories.'],
    ['contacts', '“contacts” is taken already.'],
    ['rules', 'There is a type called Rule already'],
    ['files', 'means something else'],
    ['sessions', 'means something else'],
  ])('cannot be called “%s”', (name, sentence) => {
    expect(wrongName(name, exported)).toContain(sentence)
  })

  it('can be called by any other word', () => {
    for (const name of ['donations', 'giftCards', 'stories', 'boxes']) expect(wrongName(name, exported)).toBeUndefined()
  })

  it('is called by the one where one is meant', () => {
    expect(['donations', 'giftCards', 'stories', 'boxes', 'days', 'glass'].map(singular)).toEqual([
      'donation',
      'giftCard',
      'story',
      'box',
      'day',
      'glass',
    ])
    const text = declarationOf('giftCards')
    expect(text).toContain("label: ['Gift card', 'Gift cards']")
    expect(text).toContain('export type GiftCard = RecordOf<typeof giftCards>')
  })

  it('begins with a file that is read in a minute', () => {
    expect(declarationOf('donations').split('\n').length).toBeLessThanOrEqual(48)
  })

  it('has its line among the others', () => {
    const before = "/** All. */\nexport * from './contacts.ts'\nexport * from './events.ts'\n"
    expect(listed(before, 'donations')).toBe(
      "/** All. */\nexport * from './contacts.ts'\nexport * from './donations.ts'\nexport * from './events.ts'\n",
    )
  })
})

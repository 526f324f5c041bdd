import { describe, expect, test } from 'vitest'
import { chipOf, codeOf, toEditor, tokens, toTemplate } from './merge.ts'

/** As tiptap writes a chip: its attribute escaped, a label inside. */
const rendered = (html: string) => html.replaceAll('></span>', ' class="chip" contenteditable="false">Label</span>')
const roundTrip = (source: string) => toTemplate(rendered(toEditor(source)))

describe('a letter between the store and the editor', () => {
  test.each([
    '<p>Dear {{firstName}},</p>',
    '<p>Dear {{default firstName "Friend"}},</p>',
    '<p>You live in {{address.city}} and wear {{properties.shirtSize}}</p>',
    '<p><a href="{{unsubscribeUrl}}">Stop</a></p>',
    '{{#if membership}}<p>Thank you for being {{membership}}.</p>{{/if}}<p>Bye</p>',
    '<p>Hi {{#if firstName}}{{firstName}}{{else}}friend{{/if}}</p>',
    '{{#if a}}<p>x</p>{{#unless b}}<p>y</p>{{/unless}}{{/if}}',
    '<ul>{{#each tags}}<li>{{this}}</li>{{/each}}</ul>',
    '<p>{{date memberSince "d MMMM yyyy"}} &amp; more</p>',
    '<p>{{{raw}}}</p>',
  ])('%s comes back as it went in', source => {
    expect(roundTrip(source)).toBe(source)
  })

  test('a condition around blocks becomes a box, one inside a sentence becomes chips', () => {
    expect(toEditor('{{#if city}}<p>x</p>{{/if}}')).toBe('<div data-when="if" data-field="city"><p>x</p></div>')
    expect(toEditor('<p>a {{#if city}}x{{/if}}</p>')).toContain('<span data-merge="#if city"></span>')
  })

  test('a condition with an otherwise stays chips, so that nothing is lost', () => {
    const source = '{{#if a}}<p>x</p>{{else}}<p>y</p>{{/if}}'
    expect(toEditor(source)).not.toContain('<div')
    expect(roundTrip(source)).toBe(source)
  })

  test('entities are decoded inside braces and nowhere else', () => {
    expect(toTemplate('<p>Tom &amp; {{default firstName &quot;Friend&quot;}}</p>')).toBe(
      '<p>Tom &amp; {{default firstName "Friend"}}</p>',
    )
    expect(toTemplate('<p>{{#if a}}&nbsp;{{/if}}</p>')).toBe('<p>{{#if a}}&nbsp;{{/if}}</p>')
  })

  test('a mustache inside a tag is no chip', () => {
    expect(tokens('<a href="{{url}}">x</a>').map(token => token.kind)).toEqual(['tag', 'text', 'tag'])
  })
})

describe('a chip', () => {
  test.each([
    ['firstName', { field: 'firstName' }],
    ['default firstName "dear friend"', { field: 'firstName', fallback: 'dear friend' }],
    ['date memberSince', { field: 'memberSince', helper: 'date' }],
    ['default (date memberSince) "a while"', { field: 'memberSince', helper: 'date', fallback: 'a while' }],
  ])('%s is a field in a known form, and is written the same way again', (code, chip) => {
    expect(chipOf(code)).toEqual(chip)
    expect(codeOf(chip)).toBe(code)
  })

  test.each(['#if firstName', 'else', '/if', 'lookup a "b"', '{raw}'])('%s is no field', code => {
    expect(chipOf(code)).toBeUndefined()
  })

  test('writes a default that cannot break the template', () => {
    expect(codeOf({ field: 'firstName', fallback: 'a "b" }} c' })).toBe('default firstName "a ”b”  c"')
    expect(codeOf({ field: 'firstName', fallback: '  ' })).toBe('firstName')
  })
})

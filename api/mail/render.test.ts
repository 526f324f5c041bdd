import { expect, test } from 'vitest'
import { compiledLayouts } from './layouts/compile.ts'
import { compiled } from './layouts/compiled.ts'
import { compileLetter, type Filling, type Letter } from './render.ts'

const letter: Letter = {
  subject: 'Hello',
  preheader: null,
  body: '<p>Hi</p>',
  text: null,
  layout: 'plain',
  language: 'en',
}
const filling: Filling = {
  contact: {
    firstName: 'Anna',
    lastName: "O'Brien",
    tags: ['a', 'b'],
    address: { city: null },
    memberSince: '2020-05-03',
  },
  organisation: { name: 'Wood & Friends', postalAddress: '12 Mill Road\nYork' },
  campaign: { name: 'Spring' },
  unsubscribeUrl: 'https://wood.example/u/token',
  timeZone: 'Europe/London',
}

function rendered(more: Partial<Letter>, contact = {}) {
  const compiledLetter = compileLetter({ ...letter, ...more }, { base: 'https://wood.example' })
  if (!compiledLetter.ok) throw new Error(compiledLetter.problem.message)
  return compiledLetter.letter.render({ ...filling, contact: { ...filling.contact, ...contact } })
}

test('the body escapes what a person is called; subject and text do not', () => {
  const { subject, html, text } = rendered(
    { subject: 'For {{lastName}}', body: '<p>Dear {{firstName}} {{lastName}}</p>' },
    { firstName: '<img src=x onerror=alert(1)>' },
  )
  expect(subject).toBe("For O'Brien")
  expect(html).toContain('Dear &lt;img src&#x3D;x onerror&#x3D;alert(1)&gt; O&#x27;Brien')
  expect(text).toContain("Dear <img src=x onerror=alert(1)> O'Brien")
})

test('a subject is one line, whatever a field holds', () => {
  expect(rendered({ subject: 'For {{firstName}}' }, { firstName: 'A\r\nBcc: x@y.org\u0000' }).subject).toBe(
    'For A Bcc: x@y.org',
  )
})

test('blocks choose by what is known, lists are walked, blanks have a word instead', () => {
  const body =
    '{{#if address.city}}<p>In {{address.city}}</p>{{else}}<p>Somewhere</p>{{/if}}{{#each tags}}[{{this}}]{{/each}} {{default company "no firm"}}'
  const { html } = rendered({ body })
  expect(html).toContain('<p>Somewhere</p>[a][b] no firm')
})

test('dates and money are written in the letter’s language', () => {
  const body = '{{date memberSince}} | {{money properties.fee}} | {{date consent.at}}'
  const contact = {
    properties: { fee: { amount: 123456, currency: 'EUR' } },
    consent: { at: '2026-07-01T23:30:00.000Z' },
  }
  expect(rendered({ body }, contact).text).toContain('3 May 2020 | €1,234.56 | 2 July 2026')
  expect(rendered({ body, language: 'de' }, contact).text).toContain('3. Mai 2020 | 1.234,56\u00a0€ | 2. Juli 2026')
  expect(
    rendered({ body: '{{money properties.fee}}' }, { properties: { fee: { amount: 500, currency: 'JPY' } } }).text,
  ).toContain('¥500')
})

test('a field at the beginning of a link brings no scheme of its own', () => {
  const body = '<a href="{{company}}">x</a><a href="https://x.org/{{company}}">y</a>'
  expect(rendered({ body }, { company: 'javascript:alert(1)' }).html).toContain(
    '<a href="">x</a><a href="https://x.org/javascript:alert(1)">',
  )
  expect(rendered({ body }, { company: 'https://firm.example' }).html).toContain('<a href="https://firm.example">')
})

test('pictures of the letter get the full address', () => {
  expect(rendered({ body: '<img src="/u/i/abc.png" alt="x">' }).html).toContain(
    'src="https://wood.example/u/i/abc.png"',
  )
})

test.each(['plain', 'newsletter'])('the layout %s has postal address and unsubscribe line, in both parts', layout => {
  const { html, text } = rendered({ layout, preheader: 'Read {{firstName}}' })
  expect(html).toContain('Wood &amp; Friends')
  expect(html).toContain('12 Mill Road')
  expect(html).toContain('href="https://wood.example/u/token"')
  expect(html).toContain('Read Anna')
  expect(text).toContain('Wood & Friends, 12 Mill Road, York')
  expect(text).toContain('https://wood.example/u/token')
})

test('the text part is made from the body, or is the one that was written', () => {
  const body =
    '<h2>News</h2><p>Dear {{firstName}}</p><ul><li>One</li><li>Two</li></ul><p><a href="https://x.org">Look</a></p>'
  expect(rendered({ body }).text).toMatch(/^News\n\nDear Anna\n\n \* One\n \* Two\n\nLook <https:\/\/x\.org>\n/)
  expect(rendered({ body, text: 'Only {{firstName}}' }).text).toMatch(/^Only Anna\n/)
})

test('fields that would leave a gap are named, those with an answer for it are not', () => {
  const compiledLetter = compileLetter({
    ...letter,
    subject: '{{firstName}}',
    body: '{{default company "x"}} {{#if phone}}{{phone}}{{/if}} {{address.city}} {{organisation.name}}',
  })
  if (!compiledLetter.ok) throw new Error('refused')
  expect(compiledLetter.letter.blanks({ firstName: '', address: { city: null } })).toEqual([
    'firstName',
    'address.city',
  ])
  expect(compiledLetter.letter.blanks({ firstName: 'A', address: { city: 'York' } })).toEqual([])
})

test('nothing of the prototype and nothing of the program can be reached by data', () => {
  const { html } = rendered({ body: '{{#each tags}}[{{this}}]{{/each}}' }, { tags: { constructor: 'mine' } })
  expect(html).toContain('[mine]')
  expect(html).not.toContain('native code')
})

test('the compiled layouts are what the MJML says', async () => {
  const written = await compiledLayouts()
  for (const [name, html] of Object.entries(compiled)) expect(written, name).toContain(JSON.stringify(html))
})

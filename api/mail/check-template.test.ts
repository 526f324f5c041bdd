import { expect, test } from 'vitest'
import { checkTemplate } from './check-template.ts'

const check = (body: string, more = {}) => checkTemplate({ name: 'T', subject: 'Hello', body, ...more })

test.each([
  'Dear {{firstName}} {{lastName}}, you live in {{address.city}}.',
  '<p>Dear {{default firstName "friend"}}</p>',
  '<p>Dear {{default firstName &quot;friend&quot;}}</p>',
  '{{#if memberSince}}<p>Since {{date memberSince "short"}}</p>{{else}}<p>New</p>{{/if}}',
  '{{#if firstName}}a{{else if lastName}}b{{else}}c{{/if}}',
  '{{#unless firstName}}{{#if lastName}}x{{/if}}{{/unless}}',
  '<ul>{{#each tags}}<li>{{this}} {{../firstName}} {{@index}}</li>{{/each}}</ul>',
  '<a href="https://example.org/{{lastName}}" title="{{firstName}}">x</a>',
  '<a href="{{unsubscribeUrl}}">no more</a> {{organisation.name}} {{campaign.name}}',
  '<img src="/u/i/abc.png" alt="{{firstName}}"> <a href="#top">up</a> <a href="mailto:a@b.org">write</a>',
  '{{upper (firstWord firstName)}} {{properties.shirtSize}} {{money properties.fee}}',
  `${'<div>'.repeat(150)}x${'</div>'.repeat(150)}`,
  '<p>one<p>two<br>'.repeat(300),
  `{{! ${'a long note '.repeat(200)}}}{{#each tags}}{{this}}{{/each}}{{#each tags}}{{this}}{{/each}}`,
  '<!--[if mso]><p>x</p><![endif]--> {{! a note }} 1 < 2 & 3 > 2',
])('a letter may say %s', body => {
  expect(check(body)).toBeUndefined()
})

test.each([
  ['{{#if firstName}}', 'Line 1, column 18: Something is opened here and never closed.'],
  ['<p>\n  {{#if firstName}}x{{/each}}</p>', 'Line 2, column 6: if doesn'],
  ['<p>\n\n    {{frstName}}', 'Line 3, column 7: There is no field called "frstName". Did you mean "firstName"?'],
  ['a {{first name}}', 'Line 1, column 3: There is no helper called "first"'],
  ['a {{', 'Line 1, column 5'],
  ['{{{firstName}}}', 'two braces'],
  ['{{&firstName}}', 'two braces'],
  ['{{> other}}', 'not available'],
  ['{{#> other}}{{/other}}', 'not available'],
  ['{{#*inline "x"}}{{/inline}}', 'not available'],
  ['{{#with address}}{{city}}{{/with}}', 'no block called "with"'],
  ['{{lookup address "city"}}', 'no helper called "lookup"'],
  ['{{log firstName}}', 'no helper called "log"'],
  ['{{constructor}}', 'no field called "constructor"'],
  ['{{__proto__.x}}', 'no field called "__proto__.x"'],
  ['{{properties.constructor.name}}', 'no field'],
  ['{{@root.firstName}}', 'not available'],
  ['{{this}}', 'not available'],
  ['{{../firstName}}', 'not available'],
  ['{{"text"}}', 'name of a field'],
  ['{{true}}', 'name of a field'],
  ['{{default firstName}}', 'takes 2 value'],
  ['{{upper firstName lastName}}', 'takes 1 value'],
  ['{{upper (upper (upper firstName))}}', 'too deep'],
  ['{{default firstName instead="x"}}', 'name=…'],
  ['{{#if firstName lastName}}x{{/if}}', 'takes one field'],
  ['{{#each tags as |tag|}}{{tag}}{{/each}}', '| |'],
  ['{{#each tags}}{{firstName}}{{/each}}', '{{../firstName}}'],
  ['{{#if a}}{{/if}}', 'no field called "a"'],
  ['{{#if email}}{{#if phone}}{{#if company}}x{{/if}}{{/if}}{{/if}}', 'at most 2 deep'],
  ['{{#each tags}}{{#each ../tags}}x{{/each}}{{/each}}', 'inside another each'],
  [`{{${'a.'.repeat(600)}b}}`, 'can have 1000 characters'],
  ['<div>'.repeat(201), '200 deep'],
  ['<div></p>'.repeat(201), '200 deep'],
  ['<script>alert(1)</script>', '<script>'],
  ['<SCRIPT src="https://x.org/x.js">', '<script>'],
  ['<iframe src="https://x.org"></iframe>', '<iframe>'],
  ['<p onclick="x()">', '"onclick"'],
  ['<img src=x onerror=alert(1)>', 'https://'],
  ['<a href="javascript:alert(1)">', '"javascript:"'],
  ['<a href=" java\nscript:alert(1)">', '"javascript:"'],
  ['<a href="&#106;avascript:alert(1)">', '"javascript:"'],
  ['<a href=javascript:alert(1)>', '"javascript:"'],
  ['<a title/href=javascript:alert(1)>', '"javascript:"'],
  ['<a href = "javascript:alert(1)">', '"javascript:"'],
  ['<a href="{{firstName}}javascript:alert(1)">', '"javascript:"'],
  ['<a href="java{{firstName}}script:alert(1)">', '"javascript:"'],
  ['<img src="data:image/png;base64,AAAA">', 'Upload it'],
  ['<a href="www.example.org">', 'https:// in front'],
  ['<p style="background:url(javascript:alert(1))">', '"javascript:"'],
  ['<p style="color:{{firstName}}">', 'not inside a tag'],
  ['<{{firstName}}>', 'not inside a tag'],
  ['<a {{firstName}}>', 'not inside a tag'],
  ['<!-- {{firstName}} -->', 'not inside a tag'],
  ['<!--x--!><script>', '<script>'],
  ['<!x a="><script>', '<script>'],
  ['<a {{#if firstName}}href="https://x.org"{{/if}}>', 'not inside a tag'],
  ['{{#if firstName}}<a href="{{/if}}">', 'must be closed in it'],
  ['<p', 'middle of a tag'],
])('a letter may not say %s', (body, sentence) => {
  const problem = check(body)
  expect(problem).toMatchObject({ kind: 'invalid' })
  expect(problem?.errors?.body).toContain(sentence)
  expect(problem?.errors?.body).toMatch(/^Line \d+, column \d+: /)
})

test('the part that is wrong is named: subject, preview line, plain text', () => {
  expect(check('x', { subject: 'Hi {{nam}}' })?.errors).toHaveProperty('subject')
  expect(check('x', { preheader: '{{#if' })?.errors).toHaveProperty('preheader')
  expect(check('x', { text: '{{> x}}' })?.errors).toHaveProperty('text')
  expect(check('x', { layout: 'fancy' })?.errors?.layout).toContain('plain, newsletter')
  expect(check('x', { language: 'not a language' })?.errors).toHaveProperty('language')
})

test('custom properties are known by their keys once they are given', () => {
  const shirt = {
    id: 's',
    resource: 'contacts',
    key: 'shirtSize',
    label: 'Shirt',
    kind: 'text',
    archived: false,
  } as never
  expect(checkTemplate({ subject: '{{properties.shirtSize}}', body: '' }, [shirt])).toBeUndefined()
  expect(checkTemplate({ subject: '{{properties.shoeSize}}', body: '' }, [shirt])?.message).toContain(
    'properties.shoeSize',
  )
})

test.each([
  ['very many blocks', '{{#if firstName}}'.repeat(1_900)],
  ['a very long name', `{{${'a.'.repeat(90_000)}b}}`],
  ['very many steps outwards', `{{${'../'.repeat(60_000)}b}}`],
  ['very many else', `{{#if firstName}}${'{{else if firstName}}a'.repeat(1_990)}{{/if}}`],
  ['very many carets', '{{^firstName}}'.repeat(1_990)],
  ['very deep markup', '<div>'.repeat(39_000)],
  ['a very long tag', `{{${'('.repeat(90_000)}`],
  ['very many fields', '{{firstName}}'.repeat(50_000)],
  ['very long markup', `<p>${'<b>x</b>'.repeat(20_000)}<a href="`],
  ['more than a letter may hold', 'x'.repeat(3_000_000)],
  ['very many braces', '{'.repeat(199_000)],
  ['many half-open tags', '{{ '.repeat(60_000)],
])('%s are refused within a second', (_, body) => {
  // Of the processor's time: what else the machine does is not the letter's fault.
  const began = process.cpuUsage()
  expect(check(body)).toMatchObject({ kind: 'invalid' })
  const { user, system } = process.cpuUsage(began)
  expect((user + system) / 1000).toBeLessThan(1_000)
})

test('blanks without end take no longer than letters', () => {
  const spent = (body: string) => {
    const began = process.cpuUsage()
    expect(check(body, { text: body })).toBeUndefined()
    const { user, system } = process.cpuUsage(began)
    return user + system
  }
  spent(`<pre>${'a b'.repeat(100)}</pre>`)
  const plain = spent(`<pre>${'ab '.repeat(20_000)}x</pre>`)
  expect(spent(`<pre>${' '.repeat(60_000)}x</pre>`)).toBeLessThan(20 * plain + 500_000)
})

import PostalMime from 'postal-mime'
import { expect, test } from 'vitest'
import { type Mail, mimeOf } from './message.ts'
import { compileLetter } from './render.ts'

const mail: Mail = {
  from: { name: 'Wood & Friends', address: 'news@wood.example' },
  to: { name: 'Anna Ö. "Nana" Müller', address: 'anna@bücher.example' },
  replyTo: { address: 'office@wood.example' },
  subject: 'Grüße aus York — und viel Sonne, wünscht dir dein Freundeskreis im Haselwald für das ganze Jahr',
  html: '<p>Hällo</p>',
  text: 'Hällo',
  unsubscribeUrl: 'https://wood.example/u/a.b.c',
  at: '2026-05-03T09:00:00.000Z',
  tags: { campaignId: 'c1', deliveryId: 'c1_p1', attempt: 2 },
}

const parsed = async (more: Partial<Mail> = {}) => {
  const bytes = mimeOf({ ...mail, ...more })
  return { bytes, text: bytes.toString('latin1'), mail: await PostalMime.parse(bytes) }
}

test('a mail has both parts, the headers of a mailing, and our tags', async () => {
  const { mail: read } = await parsed()
  const header = (key: string) => read.headers.find(each => each.key === key)?.value
  expect(read.from).toMatchObject({ name: 'Wood & Friends', address: 'news@wood.example' })
  expect(read.to?.[0]).toMatchObject({ name: 'Anna Ö. "Nana" Müller', address: 'anna@xn--bcher-kva.example' })
  expect(read.subject).toBe(mail.subject)
  expect(read.html?.trim()).toBe('<p>Hällo</p>')
  expect(read.text?.trim()).toBe('Hällo')
  expect(header('list-unsubscribe')).toBe('<https://wood.example/u/a.b.c>')
  expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
  expect(header('x-dormouse-delivery')).toBe('c1_p1')
  expect(header('x-dormouse-attempt')).toBe('2')
  expect(read.date).toBe('2026-05-03T09:00:00.000Z')
})

test('the address form of unsubscribing stands beside the page where it is set', async () => {
  const { mail: read } = await parsed({ unsubscribeAddress: 'stop@wood.example' })
  const value = read.headers.find(each => each.key === 'list-unsubscribe')?.value
  expect(value).toBe('<https://wood.example/u/a.b.c>, <mailto:stop@wood.example?subject=unsubscribe>')
})

test('nothing a value holds becomes a header of its own', async () => {
  const evil = 'x\r\nBcc: victim@example.org\r\n\r\n<script>'
  const { mail: read, text } = await parsed({
    subject: evil,
    from: { name: evil, address: `news@wood.example\r\nBcc: v@example.org` },
    to: { name: evil, address: 'anna@example.org>, <victim@example.org' },
    replyTo: { name: evil, address: evil },
    unsubscribeUrl: `https://wood.example/u/${evil}`,
    tags: { campaignId: evil, deliveryId: evil, attempt: 1 },
  })
  expect(read.headers.map(each => each.key)).not.toContain('bcc')
  expect(text.slice(0, text.indexOf('\r\n\r\n'))).not.toMatch(/^bcc:/im)
  expect(read.to).toHaveLength(1)
})

test('no line is longer than 998 bytes, and headers are ASCII, in both layouts', async () => {
  for (const layout of ['plain', 'newsletter']) {
    const body = `<p>${'Ein sehr langer Absatz ohne Umbruch über Bücher. '.repeat(300)}</p>`
    const compiled = compileLetter({
      subject: 'Über {{firstName}}',
      preheader: 'ü',
      body,
      text: null,
      layout,
      language: 'de',
    })
    if (!compiled.ok) throw new Error(compiled.problem.message)
    const letter = compiled.letter.render({
      contact: { firstName: 'Ä'.repeat(200) },
      organisation: { name: 'Wald', postalAddress: null },
      campaign: { name: 'x' },
      unsubscribeUrl: `https://wood.example/u/${'t'.repeat(300)}`,
      timeZone: 'UTC',
    })
    const { text, mail: read } = await parsed({
      ...letter,
      unsubscribeUrl: `https://wood.example/u/${'t'.repeat(300)}`,
    })
    const lines = text.split('\r\n')
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(998)
    expect(lines.every(line => !line.includes('\n'))).toBe(true)
    expect(text).toMatch(/^[\x20-\x7e\r\n\t]*$/)
    expect(read.subject).toBe(`Über ${'Ä'.repeat(200)}`)
    expect(read.html).toContain('Bücher')
    expect(read.text).toContain('Bücher')
  }
})

test('a body comes out as it went in, whatever it holds', async () => {
  const bodies = [
    'plain ascii\nof two lines = fine',
    `x${'y'.repeat(2_000)}z`,
    'ends in space \nends in tab\t\n',
    `${'ü'.repeat(500)} ${'€'.repeat(300)} 😀${'=3D'.repeat(60)}`,
    '.\n..\n.leading dots\nFrom here',
    `${'a'.repeat(74)}=${'b'.repeat(74)}ö${'c'.repeat(75)}ß`,
  ]
  for (const text of bodies) {
    const { mail: read, text: raw } = await parsed({ text, html: text })
    expect(read.text?.replace(/\r\n/g, '\n').replace(/\n+$/, '')).toBe(text.replace(/\n+$/, ''))
    expect(Math.max(...raw.split('\r\n').map(line => line.length))).toBeLessThanOrEqual(998)
  }
})

test('a body that holds what separates the parts stays one body', async () => {
  const html = `<p>x</p>\n--=_dormouse\nContent-Type: text/html\n\n<p>smuggled</p>\n--=_dormouse_--`
  const { mail: read } = await parsed({ text: 'plain', html })
  expect(read.html?.replace(/\r\n/g, '\n').trim()).toBe(html)
  expect(read.text?.trim()).toBe('plain')
})

test('one try to reach one person has one message id, another try another', async () => {
  const idOf = async (more: Partial<Mail>) => (await parsed(more)).mail.messageId
  const first = await idOf({})
  expect(first).toMatch(/^<[0-9a-f]{32}@wood\.example>$/)
  expect(await idOf({ subject: 'Other' })).toBe(first)
  expect(await idOf({ tags: { campaignId: 'c1', deliveryId: 'c1_p1', attempt: 3 } })).not.toBe(first)
})

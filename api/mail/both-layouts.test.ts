/**
 * A mail of each layout from the template to the bytes, for a person whose fields mean harm, read by its raw lines and by a
 * mail parser.
 */
import PostalMime from 'postal-mime'
import { describe, expect, test } from 'vitest'
import { mimeOf } from './message.ts'
import { compileLetter, layoutNames } from './render.ts'

const contact = {
  firstName: 'Zoë\r\nBcc: victim@example.org\r\n\r\n<script>alert(1)</script>',
  lastName: 'O\'Brien & "Sons"',
  email: 'zoë@bücher.example',
  company: `${'Längstes Wort'.replace(' ', '')}`.repeat(200),
}
const unsubscribeUrl = `https://wood.example/u/${'t'.repeat(300)}`

function mailOf(layout: string) {
  const compiled = compileLetter(
    {
      subject: 'For {{lastName}}, and {{firstName}}',
      preheader: 'Only for {{lastName}}',
      body: '<p>Dear {{firstName}} {{lastName}},</p><p>{{company}}</p><p><a href="https://wood.example/?a=1&amp;b=2">Look</a></p>',
      text: null,
      layout,
      language: 'fr',
    },
    { base: 'https://wood.example' },
  )
  if (!compiled.ok) throw new Error(compiled.problem.message)
  const rendered = compiled.letter.render({
    contact,
    organisation: { name: 'Freunde & Söhne', postalAddress: '12 Mill Road\nYork' },
    campaign: { name: 'Spring' },
    unsubscribeUrl,
    timeZone: 'Europe/London',
  })
  return mimeOf({
    from: { name: 'Freunde & Söhne', address: 'news@wälder.example' },
    to: { name: `${contact.firstName} ${contact.lastName}`, address: 'zoe@bücher.example' },
    replyTo: { address: 'office@wood.example' },
    ...rendered,
    unsubscribeUrl,
    unsubscribeAddress: 'stop@wälder.example',
    at: '2026-05-03T09:00:00.000Z',
    tags: { campaignId: 'c1', deliveryId: 'c1_p1', attempt: 1 },
  })
}

test('there is a plain layout and a newsletter', () => expect([...layoutNames].sort()).toEqual(['newsletter', 'plain']))

describe.each([...layoutNames])('a mail in the layout %s', layout => {
  const bytes = mailOf(layout)
  const raw = bytes.toString('latin1')
  const head = raw.slice(0, raw.indexOf('\r\n\r\n'))
  const headers = head
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)] as const)
  const header = (name: string) => headers.filter(([key]) => key === name).map(([, value]) => value)

  test('has each header once, and none that a field has brought', () => {
    const once = ['from', 'to', 'reply-to', 'subject', 'date', 'message-id', 'mime-version', 'content-type']
    const mailing = ['list-unsubscribe', 'list-unsubscribe-post']
    const ours = ['x-dormouse-campaign', 'x-dormouse-delivery', 'x-dormouse-attempt']
    expect(headers.map(([key]) => key).sort()).toEqual([...once, ...mailing, ...ours].sort())
  })

  test('is ASCII on short lines that end in CR LF, header lines the shortest', () => {
    expect(raw).toMatch(/^[\x20-\x7e\r\n\t]*$/)
    const lines = raw.split('\r\n')
    expect(lines.filter(line => /[\r\n]/.test(line))).toEqual([])
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(998)
  })

  test('offers both parts, the plainer one first, each with its charset and how it is encoded', () => {
    const [, boundary = ''] = /^multipart\/alternative; boundary="([^"]+)"$/.exec(header('content-type')[0] ?? '') ?? []
    const parts = raw.slice(head.length).split(`--${boundary}`)
    expect(parts).toHaveLength(4)
    expect(parts[3]).toBe('--\r\n')
    for (const [part, type] of [
      [parts[1], 'text/plain'],
      [parts[2], 'text/html'],
    ])
      expect(part).toMatch(
        new RegExp(
          `^\\r\\nContent-Type: ${type}; charset=utf-8\\r\\nContent-Transfer-Encoding: (7bit|quoted-printable|base64)\\r\\n\\r\\n`,
        ),
      )
  })

  test('is addressed in punycode, to one person and back to the organisation', async () => {
    const { to, from } = await PostalMime.parse(bytes)
    expect(to?.map(({ address }) => address)).toEqual(['zoe@xn--bcher-kva.example'])
    expect(from?.address).toBe('news@xn--wlder-gra.example')
    expect(header('list-unsubscribe')).toEqual([
      `<${unsubscribeUrl}>, <mailto:stop@xn--wlder-gra.example?subject=unsubscribe>`,
    ])
    expect(header('list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click'])
  })

  test('says names as they are written in the subject and the text, and escapes them in the HTML', async () => {
    const { subject, text = '', html = '' } = await PostalMime.parse(bytes)
    expect(subject).toMatch(/^For O'Brien & "Sons", and Zoë Bcc: victim@example\.org/)
    expect(text).toContain('O\'Brien & "Sons",')
    expect(text).toContain('<script>alert(1)</script>')
    expect(html).toContain('O&#x27;Brien &amp; &quot;Sons&quot;,')
    expect(html).not.toContain('<script')
    expect(html).toContain('href="https://wood.example/?a=1&amp;b=2"')
    expect(html).toMatch(/<html[^>]* lang="fr"/)
  })

  test('has the postal address and the way out in both parts', async () => {
    const { text = '', html = '' } = await PostalMime.parse(bytes)
    expect(html).toContain('12 Mill Road')
    expect(html).toContain(`href="${unsubscribeUrl}"`)
    expect(text).toContain('Freunde & Söhne, 12 Mill Road, York')
    expect(text).toContain(unsubscribeUrl)
  })
})

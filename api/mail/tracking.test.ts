import { expect, test } from 'vitest'
import { compileLetter } from './render.ts'
import { likelyMachine, linksOf, readTraceToken, traceToken } from './tracking.ts'

const keys = [{ id: 'a', key: new TextEncoder().encode('secret') }]
const trace = { contactId: 'p1', campaignId: 'c1', contentVersion: 2 }
const body =
  '<p><a href="https://one.example/?a=1&amp;b=2">1</a> <a href="https://two.example">2</a> <a href="https://one.example/?a=1&amp;b=2">1</a> ' +
  '<a href="https://x.example/{{lastName}}">own</a> <a href="mailto:a@b.org">mail</a> <a href="{{unsubscribeUrl}}">no more</a></p>'

test('tokens say what they were made for, with and without a link, and cannot be altered', () => {
  for (const each of [trace, { ...trace, link: 3 }]) {
    const token = traceToken(keys, each)
    expect(readTraceToken(keys, token)).toEqual(each)
    for (let at = 0; at < token.length; at++) {
      const altered = `${token.slice(0, at)}${token[at] === '0' ? '1' : '0'}${token.slice(at + 1)}`
      if (altered !== token) expect(readTraceToken(keys, altered), altered).toBeUndefined()
    }
  }
})

test('the letter’s own links are counted once each; those with merge fields are left alone', () => {
  expect(linksOf(body)).toEqual(['https://one.example/?a=1&b=2', 'https://two.example'])
})

function rendered(traced?: object) {
  const compiled = compileLetter({ subject: 's', preheader: null, body, text: null, layout: 'plain', language: 'en' })
  if (!compiled.ok) throw new Error(compiled.problem.message)
  return compiled.letter.render({
    contact: { lastName: 'x' },
    organisation: { name: 'Wood', postalAddress: null },
    campaign: { name: 'c' },
    unsubscribeUrl: 'https://wood.example/u/t',
    timeZone: 'UTC',
    ...(traced ? { traced } : {}),
  })
}

test('nothing is traced unless it is asked for', () => {
  const { html } = rendered()
  expect(html).toContain('href="https://one.example/?a=1&amp;b=2"')
  expect(html).not.toMatch(/\/u\/[oc]\//)
})

test('links lead by way of their number, unsubscribing never does, and the text part is as it was written', () => {
  const { html, text } = rendered({
    opened: 'https://wood.example/u/o/t',
    clicked: (link: number) => `https://wood.example/u/c/${link}`,
  })
  expect(html.match(/\/u\/c\/0"/g)).toHaveLength(2)
  expect(html).toContain('href="https://wood.example/u/c/1"')
  expect(html).toContain('href="https://x.example/x"')
  expect(html).toContain('href="mailto:a@b.org"')
  expect(html.match(/href="https:\/\/wood\.example\/u\/t"/g)?.length).toBeGreaterThanOrEqual(2)
  expect(html).toMatch(/<img src="https:\/\/wood\.example\/u\/o\/t"[^>]*>\s*<\/body>/)
  expect(text).toContain('https://two.example')
  expect(text).not.toContain('/u/c/')
})

test('machines are told by their name, or by being there before anybody could read', () => {
  expect(likelyMachine('Mozilla/5.0 (iPhone) AppleWebKit', 60_000)).toBe(false)
  expect(likelyMachine('Mozilla/5.0 (iPhone) AppleWebKit', 800)).toBe(true)
  expect(likelyMachine('GoogleImageProxy', 60_000)).toBe(true)
})

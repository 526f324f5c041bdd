/** A staff member's day on AWS's adapters, and on AWS's bad days. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SesMail } from '../doubles/ses.ts'
import { type Installation, startInstallation } from './installation.ts'

const people = Array.from({ length: 60 }, (_, index) => `Member${index},m${index}@wood.example,York,GB,yes`)
const csv = `First name,E-mail,City,Country,Newsletter\n${people.join('\n')}\nLate,late@wood.example,Paris,FR,yes\n`

/** One in twenty bounces for good, one in twenty is a complaint. */
const fate = (mail: SesMail) => {
  const number = Number(/^m(\d+)@/.exec(mail.to[0] ?? '')?.[1] ?? -1)
  if (number >= 0 && number % 20 === 7) return [{ type: 'Bounce' as const, bounceType: 'Permanent' as const }]
  if (number >= 0 && number % 20 === 9) return [{ type: 'Delivery' as const }, { type: 'Complaint' as const }]
  return [{ type: 'Send' as const }, { type: 'Delivery' as const }]
}

let house: Installation
beforeAll(async () => {
  house = await startInstallation({ events: fate })
  await house.start()
})
afterAll(async () => {
  const ended = await house.close()
  expect(ended).toEqual({ code: 0, signal: null })
})

const addresses = () => house.ses.mails.map(mail => mail.to[0]).sort()

describe('on S3, SQS and SES', () => {
  let campaignId = ''

  test('the first account is made, people are imported, a letter goes out and comes back as delivered', async () => {
    expect((await house.setUp()).status).toBe(200)
    await house.call('PUT', '/api/settings/settings', {
      senderName: 'Friends',
      senderEmail: 'news@wood.example',
      postalAddress: '12 Mill Road, York',
    })
    const upload = await house.call('POST', '/api/imports?resource=contacts&filename=people.csv', csv)
    expect(upload.status).toBe(201)
    expect((await house.call('POST', `/api/imports/${upload.body.id}/apply`)).body.counts).toMatchObject({
      created: 61,
    })

    const group = await house.call('POST', '/api/segments', {
      name: 'UK',
      match: { combinator: 'and', rules: [{ field: 'address.country', operator: '=', value: 'GB' }] },
    })
    const template = await house.call('POST', '/api/templates', {
      name: 'News',
      subject: 'News for {{firstName}}',
      body: '<p>Dear {{firstName}}</p>',
    })
    const campaign = await house.call('POST', '/api/campaigns', {
      name: 'Spring',
      templateId: template.body.id,
      audience: { segmentIds: [group.body.id], contactIds: [], exceptSegmentIds: [], exceptContactIds: [] },
    })
    campaignId = campaign.body.id
    expect((await house.call('POST', `/api/campaigns/${campaignId}/check`)).body.willReceive).toBe(60)
    expect((await house.call('POST', `/api/campaigns/${campaignId}/send`, {})).status).toBe(200)
    const done = await house.until(
      `/api/campaigns/${campaignId}`,
      body => body.status === 'done' && body.counts.delivered === 54,
    )
    expect(done.counts).toEqual({ delivered: 54, bounced_hard: 3, complained: 3 })
    expect(addresses()).toEqual(people.map(line => line.split(',')[1]).sort())
  })

  test('every mail carries its tags, its unsubscribe headers and the recipient’s own words', () => {
    for (const mail of house.ses.mails) {
      expect(mail.tags).toMatchObject({ campaignId, attempt: '1' })
      expect(mail.tags.deliveryId).toContain(campaignId)
    }
    const raw = Buffer.from(house.ses.mails[0]?.raw ?? '')
      .toString('utf8')
      .replace(/\r\n(?=[ \t])/g, '')
    expect(raw).toMatch(/^List-Unsubscribe: <http/im)
    expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/im)
  })

  test('an address that bounced is marked, and a complaint blocks the person', async () => {
    const found = async (address: string) =>
      (await house.call('GET', `/api/contacts?filter=${encodeURIComponent(JSON.stringify({ email: address }))}`))
        .body[0]
    expect((await found('m7@wood.example')).mail.status).toBe('invalid')
    expect((await found('m9@wood.example')).mail.status).toBe('complained')
    expect((await found('m1@wood.example')).mail.status).toBe('ok')
  })

  test('somebody added after it was done gets the letter, and nobody else gets it again', async () => {
    const late = (
      await house.call('GET', `/api/contacts?filter=${encodeURIComponent('{"email":"late@wood.example"}')}`)
    ).body[0]
    expect(
      (await house.call('POST', `/api/campaigns/${campaignId}/recipients`, { contactIds: [late.id] })).status,
    ).toBe(200)
    await house.until(`/api/campaigns/${campaignId}`, body => body.status === 'done' && body.counts.delivered === 55)
    expect(house.ses.mails).toHaveLength(61)
    expect(new Set(addresses()).size).toBe(61)
  })

  test('with S3, SQS and SES failing now and then, and the server killed on the way, nobody gets a second letter', async () => {
    house.s3.faults.chance('PutObject', { kind: 'refuse', status: 503, code: 'SlowDown' }, 0.05)
    house.s3.faults.chance('PutObject', { kind: 'resetAfter' }, 0.03)
    house.sqs.faults.chance('SendMessage', { kind: 'resetAfter' }, 0.03)
    house.ses.faults.chance(
      'SendEmail',
      { kind: 'refuse', status: 429, code: 'TooManyRequestsException', message: 'Maximum sending rate exceeded.' },
      0.1,
    )
    house.ses.faults.next('SendEmail', { kind: 'resetAfter' }, { after: 20 })
    const before = house.ses.mails.length
    const everybody = (await house.call('GET', '/api/segments?filter={}')).body.find(
      (each: { id: string }) => each.id === 'everyone',
    )
    const templates = await house.call('GET', '/api/templates')
    const campaign = await house.call('POST', '/api/campaigns', {
      name: 'Rough',
      templateId: templates.body[0].id,
      audience: { segmentIds: [everybody.id], contactIds: [], exceptSegmentIds: [], exceptContactIds: [] },
    })
    const id = campaign.body.id
    expect((await house.call('POST', `/api/campaigns/${id}/send`, {})).status).toBe(200)
    await house.until(`/api/campaigns/${id}`, () => house.ses.mails.length > before + 10)
    await house.kill()
    await house.start()
    const done = await house.until(`/api/campaigns/${id}`, body => body.status === 'done')
    for (const double of [house.s3, house.sqs, house.ses]) double.faults.clear()
    const got = house.ses.mails.slice(before).map(mail => mail.to[0])
    expect(new Set(got).size).toBe(got.length)
    // 61 people, less 3 whose address bounced and 3 who complained: each has a row that says what became of the letter.
    const counts = done.counts as Record<string, number>
    expect(counts.skipped).toBe(6)
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(61)
    expect(got.length + (counts.uncertain ?? 0)).toBeGreaterThanOrEqual(55)
  })
})

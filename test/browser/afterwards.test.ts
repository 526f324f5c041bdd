/**
 * After a campaign went out, on a phone: those who failed are tried again, of those who are not sure somebody decides, those
 * who joined the group since get it from the group's page, and who opened it is said roughly. Nobody gets it twice unasked.
 */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FaultOptions } from '../doubles/faults.ts'
import { type SesDouble, sesFaults, startSesDouble } from '../doubles/ses.ts'
import { type SqsDouble, startSqsDouble } from '../doubles/sqs.ts'
import { goTo, settled, textOf } from './person.ts'
import { patience, stopAtFailure, tellStory } from './story.ts'

const hourMs = 3_600_000
const club = 'Harbour Rowing Club'
const addressOf = (name: string) => `${name.toLowerCase()}@rowers.example`
const long = 'anna-sophia.featherstonehaugh-cholmondeley.of.the.harbour'
/** The mail service refuses one, one mailbox is full, and of two letters the connection broke: nobody will ever say more. */
const people = { reader: 'Ada', other: long, refused: 'Ben', full: 'Dora', unsure: 'Cleo', doubted: 'Gus' }
const traces = encodeURIComponent(JSON.stringify({ campaignId: 'regatta', openedAt_empty: false }))
const newcomers = ['Eve', 'Fay']

let ses: SesDouble
let sqs: SqsDouble
const sam = tellStory({ account: 'staff', size: 'phone', environment: startMailService })
let page: Page
beforeAll(() => {
  page = sam.page
})
afterAll(async () => {
  await ses?.close()
  await sqs?.close()
})
stopAtFailure()

test('a campaign goes out, and not every letter arrives', async () => {
  for (const name of Object.values(people)) await join(name)
  const match = { combinator: 'and', rules: [{ field: 'company', operator: '=', value: club }] }
  await sam.ask('POST', '/segments', { id: 'rowers', name: 'Rowers', match })
  const audience = { segmentIds: ['rowers'], contactIds: [], exceptSegmentIds: [], exceptContactIds: [] }
  await sam.ask('POST', '/campaigns', {
    id: 'regatta',
    name: 'Regatta',
    templateId: 'demo-template-newsletter',
    audience,
  })
  await sam.ask('POST', '/campaigns/regatta/send', {})
  const countsNow = async () => (await sam.ask<{ counts: object }>('GET', '/campaigns/regatta')).body.counts
  const expected = { delivered: 2, failed_permanent: 1, bounced_soft: 1, uncertain: 2 }
  await expect.poll(countsNow, { timeout: 30_000 }).toEqual(expected)
})

test('those that failed are tried again, and only those', async () => {
  await goTo(page, '/campaigns/regatta/show')
  await page.getByRole('tab', { name: /^Did not arrive\s*2$/ }).click()
  await page.getByText('MessageRejected').first().waitFor()
  await page.getByRole('button', { name: 'Try again the 2 that failed' }).click()
  await page.getByText('2 people get the same letter once more.').waitFor()
  await page.getByRole('button', { name: 'Try 2 again' }).click()
  await page.getByText('2 letters are on their way again.').waitFor()
  await page.getByRole('tab', { name: /^Did not arrive\s*0$/ }).waitFor()
  await page.getByRole('tab', { name: /^Arrived\s*4$/ }).click()
  await page.getByText('(tried 2 times)').first().waitFor()
  expect(lettersTo('Ben', 'Dora', 'Ada', long, 'Cleo')).toEqual([1, 2, 1, 1, 1])
})

test('whoever joined the group since gets it from the group’s page, and those who have it do not', async () => {
  for (const name of newcomers) await join(name)
  await goTo(page, '/segments/rowers/show')
  await page.getByText('2 people belong to the group now who have not got this yet.').waitFor()
  await page.getByRole('button', { name: 'Send to 2 new people' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Send to 2 new people' }).click()
  await page.getByRole('link', { name: 'See the campaign' }).click()
  await page.getByRole('tab', { name: /^Arrived\s*6$/ }).waitFor()
  await page.getByText('Sent in 3 goes').click()
  await page.getByText(/^Later, to others \(2 people\)/).waitFor()
  expect(lettersTo(...newcomers, 'Ben', 'Dora', 'Ada', long, 'Cleo')).toEqual([1, 1, 1, 2, 1, 1, 1])
  await goTo(page, '/segments/rowers/show')
  await page.getByRole('link', { name: 'Regatta', exact: true }).waitFor()
  await settled(page)
  expect(await textOf(page)).not.toContain('belong to the group now')
})

test('who opened it is said roughly, machines apart, and a long address squeezes nothing', async () => {
  publish('Ada', { type: 'Click', link: 'https://rowers.example/regatta', userAgent: 'Mozilla/5.0 (iPhone)' })
  publish('Ada', { type: 'Open', userAgent: 'Mozilla/5.0 (iPhone)' })
  publish(long, { type: 'Open', userAgent: 'Mozilla/5.0 (iPhone)' })
  publish('Eve', { type: 'Open', userAgent: 'GoogleImageProxy' })
  const tracesNow = async () => (await sam.ask('GET', `/deliveries?filter=${traces}`)).total
  await expect.poll(tracesNow, patience).toBe(3)
  await goTo(page, '/campaigns/regatta/show?tab=arrived')
  const said = page.getByTestId('opens')
  await said.filter({ hasText: 'Roughly: 2 opened it, 1 followed a link. One more was probably opened by a' }).waitFor()
  await page.getByText(/^Roughly: clicked a link/).waitFor()
  await page.getByText('Opened by a machine, probably').waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
})

test('of those that are not sure somebody decides: one counts as arrived', async () => {
  await page.getByRole('tab', { name: /^Not sure\s*2$/ }).click()
  await page.getByRole('checkbox', { name: 'Choose Cleo Rower' }).check()
  await page.getByRole('button', { name: 'Count as arrived' }).click()
  await page.getByText('One counts as arrived.').waitFor()
  await page.getByRole('tab', { name: /^Arrived\s*7$/ }).waitFor()
})

test('one is sent again, but not before the mail service had time to say what became of it', async () => {
  const sendAgain = async () => {
    await page.getByRole('checkbox', { name: 'Choose Gus Rower' }).check()
    await page.getByRole('button', { name: 'Send again', exact: true }).click()
    await page.getByRole('dialog').getByText('It may arrive twice at one person.').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click()
  }
  await sendAgain()
  await page.getByText(/Wait another \d+ minutes/).waitFor()
  expect(lettersTo('Gus')).toEqual([1])
  await page.goto('about:blank')
  await sam.installation.wakeUp(hourMs)
  await page.goto(sam.installation.url)
  await settled(page)
  await goTo(page, '/campaigns/regatta/show?tab=notSure')
  await sendAgain()
  await page.getByText('One letter is on its way again.').waitFor()
  await page.getByRole('tab', { name: /^Arrived\s*8$/ }).waitFor()
  await page.getByText('Nothing is unclear.').waitFor()
  expect(lettersTo('Gus', 'Cleo')).toEqual([2, 1])
})

test('nothing was complained about in the browser’s console but that it was too early', () =>
  expect(sam.complaints).toEqual([expect.stringContaining('422')]))

async function startMailService(): Promise<Record<string, string>> {
  ses = await startSesDouble()
  sqs = await startSqsDouble()
  const to = (name: string): FaultOptions => ({
    when: ({ input }) => input.Destination.ToAddresses[0] === addressOf(name),
  })
  ses.faults.next('SendEmail', sesFaults.rejected, to(people.refused))
  for (const name of [people.unsure, people.doubted]) ses.faults.next('SendEmail', { kind: 'resetAfter' }, to(name))
  const isFull = new Set([addressOf(people.full)])
  const isUnheard = new Set([people.unsure, people.doubted].map(addressOf))
  const events = sqs.queue('mail-events')
  ses.feedbackTo(events, {
    events: ({ to: [address = ''] }) => {
      if (isUnheard.delete(address)) return []
      return isFull.delete(address)
        ? [{ type: 'Bounce', bounceType: 'Transient' }]
        : [{ type: 'Send' }, { type: 'Delivery' }]
    },
  })
  return { ...ses.env, ...sqs.env, MAIL_URL: 'ses:', FEEDBACK_URL: events.url }
}

const join = (name: string) =>
  sam.ask('POST', '/contacts', {
    firstName: name.split('.')[0],
    lastName: 'Rower',
    company: club,
    email: addressOf(name),
  })

const lettersTo = (...names: string[]) =>
  names.map(name => ses.mails.filter(mail => mail.to.includes(addressOf(name))).length)

function publish(name: string, event: Parameters<typeof ses.feedback.publish>[1]): void {
  const mail = ses.mails.find(each => each.to.includes(addressOf(name)))
  if (!mail) throw new Error(`No letter went to ${name}.`)
  ses.feedback.publish(mail, event)
}

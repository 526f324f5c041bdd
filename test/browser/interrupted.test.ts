/**
 * A campaign that does not go straight through: its time came while the machine slept, it is called off, paused, and stopped.
 * Nobody gets it unasked, the screens say what holds, and the keyboard goes on where it was.
 */
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { goTo, settled, signIn, textOf } from './person.ts'
import { patience, stopAtFailure, tellStory } from './story.ts'

const hourMs = 3_600_000
/** Slow enough to be interrupted. */
const lettersPerSecond = '2'
const sam = tellStory({ account: 'staff', size: 'phone', environment: () => ({ MAIL_RATE: lettersPerSecond }) })
let page: Page
beforeAll(() => {
  page = sam.page
})
stopAtFailure()

const audience = { segmentIds: [], contactIds: ['demo-contact-0031'], exceptSegmentIds: [], exceptContactIds: [] }
const letter = { name: 'Night letter', templateId: 'demo-template-newsletter', audience }

const choose = async (menu: RegExp, choice: string) => {
  await page.getByRole('button', { name: menu }).click()
  await page.getByRole('menuitem', { name: choice }).click()
  await settled(page)
}

test('what should have left hours ago waits for somebody, and says so on the organisation’s clocks', async () => {
  await sam.ask('POST', '/campaigns', { id: 'night', ...letter })
  const { status } = await sam.ask('POST', '/campaigns/night/send', { at: '2031-03-29T09:05' })
  expect(status).toBe(200)
  await sam.installation.wakeUp(Date.parse('2031-03-29T13:00Z') - Date.now())
  await signIn(page, sam.installation.url, 'staff')
  await page
    .getByText(/^Night letter: It should have left on Saturday,? 29 March 2031 at 09:05 \(Europe\/London\)/)
    .waitFor()
  await goTo(page, '/campaigns/night/show')
  await page.getByText(/It should have left on Saturday,? 29 March 2031 at 09:05 \(Europe\/London\)/).waitFor()
  expect(await textOf(page)).not.toContain('2031-03-29')
})

test('in the reader’s language', async () => {
  await choose(/^Your account/, 'Français')
  await page.getByText('Elle devait partir le samedi 29 mars 2031 à 09:05 (Europe/London)').waitFor()
  await goTo(page, '/')
  await page.getByText('Night letter : Elle devait partir le samedi 29 mars 2031 à 09:05 (Europe/London)').waitFor()
  await choose(/^Votre compte/, 'English')
})

test('it is given another time, or sent at once', async () => {
  await goTo(page, '/campaigns/night/show')
  await page.getByRole('link', { name: 'Change it or its time' }).click()
  await page.getByRole('radio', { name: 'Later' }).click()
  await page.getByLabel('Day and time').fill('2031-04-02T10:00')
  await page.getByLabel('How many people').fill('1')
  await page.getByRole('button', { name: 'Send it then' }).click()
  await page.getByText(/Will be sent on Wednesday,? 2 April 2031 at 10:00/).waitFor()
  expect(await textOf(page)).not.toContain('It should have left')
  await sam.installation.wakeUp(Date.parse('2031-04-02T18:00Z') - Date.now() + hourMs)
  await signIn(page, sam.installation.url, 'staff')
  await goTo(page, '/campaigns/night/show')
  await page.getByRole('button', { name: 'Send it now' }).click()
  await page.getByText('Sent', { exact: true }).waitFor()
  await page.getByRole('tab', { name: /^Handed over\s*1$/ }).waitFor()
})

test('one that is called off before it leaves says so, and that nobody has got it', async () => {
  await sam.ask('POST', '/campaigns', { id: 'off', ...letter })
  await sam.ask('POST', '/campaigns/off/send', { at: '2031-05-01T10:00' })
  await goTo(page, '/campaigns/off/show')
  await page.getByRole('button', { name: 'Do not send' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Do not send' }).click()
  await page.getByText('It was called off before it left. Nobody has got it.').waitFor()
  expect(await page.getByRole('tab').count()).toBe(0)
})

test('one that is going is paused, goes on and is stopped, all with the keyboard', async () => {
  const regulars = { ...audience, contactIds: [], segmentIds: ['demo-group-regulars'] }
  await sam.ask('POST', '/campaigns', { id: 'slow', ...letter, audience: regulars })
  await sam.ask('POST', '/campaigns/slow/send', {})
  await page.evaluate(() => {
    window.location.hash = '/campaigns/slow/show'
  })
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const hasFocus = (name: string) => button(name).evaluate(each => each === document.activeElement)
  await button('Pause').press('Enter')
  await page.getByText('Paused', { exact: true }).waitFor()
  await expect.poll(() => hasFocus('Go on sending'), patience).toBe(true)
  await page.keyboard.press('Enter')
  await expect.poll(() => hasFocus('Pause'), patience).toBe(true)
  await button('Stop for good').press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Stop for good' }).press('Enter')
  await page.getByText('Stopped', { exact: true }).first().waitFor()
  await expect.poll(() => hasFocus('Make a copy'), patience).toBe(true)
})

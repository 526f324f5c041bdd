/**
 * What the day of `day.test.ts` leaves out, on a phone: a letter and a group that are made in the middle of a campaign, gaps
 * by name, a time that the clocks skip, a past campaign for one person, unsubscribing, and an earlier version of a letter.
 */
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { visit } from './browser.ts'
import { goTo, settled, textOf } from './person.ts'
import { stopAtFailure, tellStory } from './story.ts'

const reader = 'demo-contact-0031'
const latecomer = 'demo-contact-0032'
/** Clocks in London go forward that night: half past one does not exist. */
const skipped = '2031-03-30T01:30'
/** Where the campaign is being checked. */
let checking = ''

const sam = tellStory({ account: 'staff', size: 'phone' })
let page: Page
beforeAll(() => {
  page = sam.page
})
stopAtFailure()

test('a letter that is written on the way comes back into the campaign, with its name', async () => {
  await goTo(page, `/contacts/${reader}/show`)
  await page.getByRole('link', { name: 'Write to this person' }).click()
  await page.getByRole('button', { name: 'Write a new letter' }).click()
  await page.getByLabel('Name of the letter').fill('A note')
  await page.getByRole('textbox', { name: 'Subject *' }).click()
  await page.keyboard.type('A note for you')
  await page.getByRole('textbox', { name: 'Letter *' }).click()
  await page.keyboard.type('Dear ')
  await insert('First name')
  await page.keyboard.type(', your work as ')
  await insert('Job title')
  await page.getByRole('button', { name: 'Save the letter' }).first().click()
  await page.getByRole('radio', { name: /^A note/, checked: true }).waitFor()
  await page.getByRole('heading', { level: 1, name: /^A note, / }).waitFor()
})

test('so does a group, beside the person it began with', async () => {
  await page.getByRole('button', { name: 'Next', exact: true }).click()
  await page.getByText('One person will get this.').waitFor()
  await page.getByRole('button', { name: 'Make a new group' }).click()
  await page.getByLabel('Name of the group').fill('The Patels')
  await page.getByRole('combobox', { name: 'What it is about' }).fill('Last name')
  await page.getByRole('option', { name: 'Last name', exact: true }).click()
  await page.getByLabel('Value').first().fill('Patel')
  await page.getByRole('button', { name: 'Save the group' }).click()
  await page.getByRole('heading', { name: 'Who gets it?' }).waitFor()
  await page.getByRole('button', { name: 'The Patels' }).waitFor()
  await page.getByText(/^\d+ people will get this\.$/).waitFor()
})

test('whoever would see a gap is named, each reader can be paged to, and the test is that person’s', async () => {
  await page.getByRole('button', { name: 'Next', exact: true }).click()
  await page.getByText('See who would see a gap').click()
  await page.getByRole('button', { name: /no Job title$/ }).click()
  const named = page.getByRole('region').filter({ hasText: 'no Job title' }).getByRole('link')
  await named.first().waitFor()
  const [willGet] = /\d+/.exec((await page.getByTestId('will-receive').textContent()) ?? '') ?? []
  await page
    .getByTestId('reader-position')
    .filter({ hasText: `1 of ${willGet}` })
    .waitFor()
  await page.getByRole('button', { name: 'Next person' }).click()
  await page
    .getByTestId('reader-position')
    .filter({ hasText: `2 of ${willGet}` })
    .waitFor()
  await settled(page)
  const letter = page.frameLocator('iframe[title="The letter"]').getByText(/^Dear /)
  const greeting = /^Dear [^,]+,/.exec((await letter.textContent()) ?? '')?.[0] ?? 'nobody'
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  checking = new URL(page.url()).hash.slice(1)
  await page.getByRole('link', { name: 'Look at it in the outbox' }).click()
  await page.getByRole('list', { name: 'Outbox' }).getByRole('button').first().click()
  await page.frameLocator('iframe[title="The letter"]').getByText(greeting).waitFor()
})

test('a time that the clocks skip is said, kept, and can be changed', async () => {
  await goTo(page, checking)
  await page.getByTestId('will-receive').waitFor()
  await page.getByRole('button', { name: 'Next', exact: true }).click()
  await page.getByRole('radio', { name: 'Later' }).click()
  await page.getByLabel('Day and time').fill(skipped)
  const leaves = page.getByTestId('leaves')
  expect(await leaves.textContent()).toMatch(/30 March 2031 at 02:30\. The clocks go forward/)
  await typeTheNumber()
  await page.getByText(/Will be sent on Sunday,? 30 March 2031 at 02:30 \(Europe\/London\)/).waitFor()
  await page.getByRole('link', { name: 'Change it or its time' }).click()
  await page.getByText(/It leaves on Sunday,? 30 March 2031 at 02:30 by itself/).waitFor()
  expect(await page.getByLabel('Day and time').inputValue()).toBe(skipped)
  await page.getByRole('radio', { name: 'Now' }).click()
  await typeTheNumber()
  await page.getByText('Sent', { exact: true }).waitFor()
})

test('a past campaign goes to one more person, and the notice leads to it', async () => {
  await goTo(page, `/contacts/${latecomer}/show`)
  await page.getByRole('button', { name: 'Send a past campaign' }).click()
  await page
    .getByRole('dialog')
    .getByText(/^A note, /)
    .click()
  await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('link', { name: 'See the campaign' }).click()
  await page.getByText('Sent in 2 goes').click()
  await page.getByText(/^Later, to others \(one person\)/).waitFor()
  await page.getByText('The letter, as they got it').click()
  await page
    .frameLocator('iframe[title="The letter"]')
    .getByText(/^Dear /)
    .waitFor()
})

test('the link in a letter: looking changes nothing, the person stops it, takes it back, and their page says so', async () => {
  await goTo(page, '/outbox')
  await page.getByRole('list', { name: 'Outbox' }).getByRole('button').first().click()
  const link = page.frameLocator('iframe[title="The letter"]').getByText(/^Unsubscribe/)
  const address = new URL((await link.getAttribute('href')) ?? '')
  const { page: reading, context } = await visit(sam.browser, 'phone')
  await reading.goto(sam.installation.url + address.pathname)
  await goTo(page, `/contacts/${latecomer}/show/history`)
  expect(await textOf(page)).not.toContain('by the link in a letter')
  await reading.getByRole('button', { name: 'Stop the e-mails' }).click()
  await reading.getByRole('heading', { name: 'Done: no more e-mails' }).waitFor()
  await goTo(page, `/contacts/${latecomer}/show`)
  await page.getByText('Unsubscribed', { exact: true }).waitFor()
  await page.getByText(/last changed .* by The person, by the link in a letter/).waitFor()
  await reading.getByRole('button', { name: 'I want to get letters again' }).click()
  await reading.getByRole('heading', { name: 'Welcome back' }).waitFor()
  await goTo(page, '/')
  await goTo(page, `/contacts/${latecomer}/show`)
  await page.getByText('I want to get letters again').waitFor()
  await context.close()
})

test('what they agreed to can be read on a phone: no value is squeezed to a letter a line', async () => {
  const { width = 0 } = (await page.getByText('I want to get letters again').boundingBox()) ?? {}
  expect(width).toBeGreaterThan(90)
})

test('an earlier version of a letter is looked at and put back whole', async () => {
  await goTo(page, '/templates/demo-template-newsletter')
  await page.getByRole('textbox', { name: 'Letter *' }).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' And one more thing.')
  await page.getByRole('button', { name: 'Save the letter' }).first().click()
  const letter = page.frameLocator('iframe[title="The letter"]').locator('body')
  await letter.filter({ hasText: 'And one more thing.' }).waitFor()
  await page.getByRole('tab', { name: 'Versions' }).click()
  await page.getByRole('button', { name: 'Look at it' }).last().click()
  await letter.filter({ hasText: 'Anna, for all of us' }).waitFor()
  expect(await letter.textContent()).not.toContain('And one more thing.')
  await page.getByRole('button', { name: 'Put it back' }).last().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Put it back' }).click()
  await page.getByText(/^The letter is again as it was on /).waitFor()
  await page.getByRole('tab', { name: 'Letter', exact: true }).click()
  await letter.filter({ hasText: 'Anna, for all of us' }).waitFor()
  expect(await letter.textContent()).not.toContain('And one more thing.')
})

test('what is typed while the names of the fields are still on their way stays, and so does the caret', async () => {
  let arrive = () => {}
  const held = new Promise<void>(done => {
    arrive = done
  })
  await page.route('**/api/properties*', route => held.then(() => route.continue()))
  await page.reload()
  await page.evaluate(() => {
    window.location.hash = '/templates/create'
  })
  const letter = page.getByRole('textbox', { name: 'Letter *' })
  await letter.click()
  await page.keyboard.type('Dear ')
  const arrived = page.waitForResponse('**/api/properties*')
  arrive()
  await arrived
  await settled(page)
  await page.keyboard.type('friends')
  expect(await letter.textContent()).toBe('Dear friends')
  await page.unroute('**/api/properties*')
})

test('nothing was complained about in the browser’s console', () => expect(sam.complaints).toEqual([]))

/** Puts a chip where one was writing, without words for those of whom it is not known. */
async function insert(field: string): Promise<void> {
  await page.getByRole('toolbar').getByRole('button', { name: 'Insert a field' }).click()
  await page.getByRole('menuitem', { name: field }).click()
  await page.getByLabel('If it is blank, say').press('Enter')
  await page.getByLabel('If it is blank, say').waitFor({ state: 'detached' })
}

/** The one deliberate act, with the keyboard alone. */
async function typeTheNumber(): Promise<void> {
  const asked = await page.getByText(/type how many people will get it/).textContent()
  const field = page.getByLabel('How many people')
  await field.fill(/it: ([\d,]+)/.exec(asked ?? '')?.[1] ?? '')
  await field.press('Enter')
}

/**
 * The day of a member of staff, in a real browser against a whole installation: bring people in, find some of them, keep
 * them as a group, write a letter, send it, watch it go, add somebody late, and see what became of each.
 *
 * What the screens must say is worked out here from the spreadsheet itself, not taken from the screens.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Size } from './browser.ts'
import { goTo, settled, textOf } from './person.ts'
import { stopAtFailure, tellStory } from './story.ts'

const samples = join(import.meta.dirname, '../../api/demo/samples')
const sheet = join(samples, 'contacts-500.csv')
const people = Papa.parse<Record<string, string>>(readFileSync(sheet, 'utf8'), {
  header: true,
  skipEmptyLines: true,
}).data
/** Whom the letter is for: the people of one company; `has_newsletter` is their consent. */
const company = 'Gottlieb and Sons'
const group = people.filter(person => person.company === company)
const willing = group.filter(person => person.has_newsletter === 'true')
const reader = willing[0] ?? {}
const nameOf = (person: Record<string, string>) => `${person.first_name} ${person.last_name}`
/** Slow enough to be watched, quick enough to be waited for. */
const lettersPerSecond = '10'
const patienceMs = 60_000

describe.each(['desktop', 'phone'] as const)('a day of work, %s size', size => {
  const sam = tellStory({ account: 'staff', size, environment: () => ({ MAIL_RATE: lettersPerSecond }) })
  let page: Page
  beforeAll(() => {
    page = sam.page
  })
  stopAtFailure()

  test('a spreadsheet comes in, its columns guessed', async () => {
    await upload(page, 'contacts-500.csv')
    for (const [column, field] of [
      ['email_other', 'E-mail'],
      ['phone_home', 'Phone'],
      ['has_newsletter', 'May be e-mailed'],
      ['company', 'Company'],
    ])
      expect(await page.getByLabel(`Column “${column}” becomes`, { exact: true }).inputValue()).toBe(field)
    await throughPreview(page, `${people.length}new`)
    await page.getByText(`Done. ${people.length} were brought in.`).waitFor({ timeout: patienceMs })
  })

  test('so does one of Excel’s, with semicolons and a mark in front', async () => {
    await upload(page, 'contacts-excel.csv')
    await throughPreview(page, '201new')
    await page.getByText('Done. 201 were brought in.').waitFor({ timeout: patienceMs })
    await page.getByRole('link', { name: 'See your members' }).click()
    await settled(page)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Members')
  })

  test('people are found by a filter and kept as a group', async () => {
    await filterByCompany(page, size)
    await page.getByRole('link', { name: 'Save as group' }).click()
    await page.getByLabel('Name of the group').fill('Gottlieb people')
    await page.getByText(`${group.length} people`, { exact: true }).waitFor()
    await page.getByText(`${willing.length} of them can be written to.`).waitFor()
    await page.getByText(`${group.length - willing.length} (does not want e-mails)`).waitFor()
    await page.getByRole('button', { name: 'Save the group' }).click()
    await page.getByRole('heading', { level: 1, name: 'Gottlieb people' }).waitFor()
    expect(await textOf(page)).toContain(company)
  })

  test('a letter with merge chips is written, and what does not fit is said with its place', async () => {
    await goTo(page, '/templates/create')
    await page.getByLabel('Name of the letter').fill('Spring letter')
    await page.getByRole('textbox', { name: 'Subject *' }).click()
    await page.keyboard.type('Spring is here, ')
    await insertFirstName(
      page,
      page.locator('#main-content').getByRole('button', { name: 'Insert a field' }).first(),
      'friend',
    )
    await page.getByRole('textbox', { name: 'Letter *' }).click()
    await page.keyboard.type('Dear ')
    await insertFirstName(page, page.getByRole('toolbar').getByRole('button', { name: 'Insert a field' }), 'friend')
    await page.keyboard.type(',')
    await page.keyboard.press('Enter')
    await page.keyboard.type('we meet on Saturday. {{nickname}}')
    await page.getByRole('button', { name: 'Save the letter' }).first().click()
    await page
      .getByText(/Line 1, column \d+: There is no field called "nickname"/)
      .first()
      .waitFor()
    await page.getByRole('textbox', { name: 'Letter *' }).click()
    await page.keyboard.press('Control+End')
    for (let deleted = 0; deleted < '{{nickname}}'.length; deleted++) await page.keyboard.press('Backspace')
    await page
      .getByTestId('letter-subject')
      .filter({ hasText: /^Spring is here, / })
      .waitFor()
    await page.getByRole('button', { name: 'Save the letter' }).first().click()
    await page.getByRole('heading', { level: 1, name: 'Spring letter' }).waitFor()
  })

  test('a campaign is made, checked, tested and sent', async () => {
    await goTo(page, '/segments')
    await page.getByText('Gottlieb people').first().click()
    await page.getByRole('link', { name: 'Write to this group' }).click()
    await page.getByRole('radio', { name: /Spring letter/ }).click()
    await next(page)
    await page.getByText(`${willing.length} people will get this.`).waitFor()
    await next(page)
    await page
      .getByTestId('will-receive')
      .filter({ hasText: `${willing.length} people will get this.` })
      .waitFor()
    await page.getByText(`${group.length - willing.length} will not: see why`).click()
    await page.getByText('does not want e-mails').first().waitFor()
    await page.getByText('Nobody will see a gap in the letter.').waitFor()
    await page.getByTestId('letter-subject').filter({ hasText: 'Spring is here, ' }).waitFor()
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByText('A test is on its way to staff@demo.test.').waitFor()
    await next(page)
    const send = page.getByRole('button', { name: `Send to ${willing.length} people now` })
    expect(await send.isDisabled()).toBe(true)
    await page.getByLabel('How many people').fill(String(willing.length))
    await send.click()
  })

  test('it can be watched while it goes', async () => {
    await page.getByTestId('progress').waitFor()
    await page.getByText('You may close this window; sending goes on.').waitFor()
    await page.getByText('Sent', { exact: true }).waitFor({ timeout: patienceMs })
    await tabCount(page, 'Handed over', willing.length)
    await tabCount(page, 'Not sent', group.length - willing.length)
    await page.getByRole('tab', { name: /^Not sent/ }).click()
    await page.getByText('does not want e-mails').first().waitFor()
  })

  test('one more person gets it after it is done, and nobody twice', async () => {
    await page.getByRole('button', { name: 'Send to someone else' }).click()
    const dialog = page.getByRole('dialog')
    await pick(page, 'These people', nameOf(reader))
    await dialog.getByText(new RegExp(`^${nameOf(reader)} is in this campaign already: handed over`)).waitFor()
    expect(await dialog.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true)
    await pick(page, 'These people', 'Eliška')
    await dialog.getByRole('button', { name: 'Send', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await tabCount(page, 'Handed over', willing.length + 1)
  })

  test('the letter in the outbox has the reader’s name in it', async () => {
    await goTo(page, '/outbox')
    await page.getByRole('list', { name: 'Outbox' }).getByRole('button').first().click()
    await page.getByTestId('mail-subject').filter({ hasText: 'Spring is here, Eliška' }).waitFor()
    const letter = page.frameLocator('iframe[title="The letter"]')
    await letter.getByText('Dear Eliška,').waitFor()
    await letter.getByText('Unsubscribe').first().waitFor()
  })

  test('every person’s page says what became of it', async () => {
    await goTo(page, '/contacts')
    await page
      .getByLabel(/^Search/)
      .first()
      .fill(nameOf(reader))
    await page
      .getByText(reader.last_name ?? '')
      .first()
      .waitFor()
    await settled(page)
    await page
      .getByText(size === 'phone' ? nameOf(reader) : (reader.last_name ?? ''), { exact: true })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: nameOf(reader) }).waitFor()
    await page.getByRole('tab', { name: 'Campaigns received' }).click()
    await page.getByText(/^Spring letter, /).waitFor()
    await page.getByText('Handed over').waitFor()
  })

  test('nothing was complained about in the browser’s console', () => {
    // The refused letter is an answer with a status of its own; browsers log every one of those.
    expect(sam.complaints.filter(text => !/status of 4\d\d/.test(text))).toEqual([])
  })
})

const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click()

async function upload(page: Page, name: string): Promise<void> {
  await goTo(page, '/imports/create')
  await page.locator('input[type=file]').setInputFiles(join(samples, name))
  await page.getByRole('heading', { name: 'Which column is what?' }).waitFor()
}

async function throughPreview(page: Page, figure: string): Promise<void> {
  await next(page)
  await page.getByRole('heading', { name: 'When somebody is there already' }).waitFor()
  await next(page)
  await page.getByText('The first rows, as they will be read').waitFor()
  expect(await textOf(page)).toContain(figure)
  await page.getByRole('button', { name: /^Import \d/ }).click()
}

async function filterByCompany(page: Page, size: Size): Promise<void> {
  await goTo(page, '/contacts')
  if (size === 'phone') await page.getByRole('button', { name: 'Filters' }).click()
  await page.getByRole('textbox', { name: 'Company', exact: true }).fill(company)
  if (size === 'phone') await page.getByRole('button', { name: `Show ${group.length} results` }).click()
  await page.getByRole('link', { name: 'Save as group' }).waitFor()
}

/** Puts the chip in where one was writing, with words for those whose first name is blank. */
async function insertFirstName(page: Page, button: ReturnType<Page['locator']>, fallback: string): Promise<void> {
  await button.click()
  await page.getByRole('menuitem', { name: 'First name' }).click()
  await page.getByLabel('If it is blank, say').fill(fallback)
  await page.keyboard.press('Enter')
  await page.getByLabel('If it is blank, say').waitFor({ state: 'detached' })
}

async function pick(page: Page, label: string, typed: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(typed)
  await page.getByRole('option', { name: typed }).first().click()
}

/** The number on a tab, once it is that. */
async function tabCount(page: Page, tab: string, count: number): Promise<void> {
  await page.getByRole('tab', { name: new RegExp(`^${tab}\\s*${count}$`) }).waitFor({ timeout: patienceMs })
}

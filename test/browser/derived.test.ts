/** What the declarations give a member of staff without anybody having made a screen: lists, forms, pages, history. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openBrowser, type Visit, visit } from './browser.ts'
import { type Installation, startInstallation } from './installation.ts'
import { goTo, settled, signIn } from './person.ts'

let browser: Browser
let installation: Installation
let anna: Visit
let page: Page

beforeAll(async () => {
  browser = await openBrowser()
  installation = await startInstallation({ SEED: 'demo' })
  anna = await visit(browser, 'desktop')
  page = anna.page
  await signIn(page, installation.url, 'admin')
}, 120_000)

afterAll(async () => {
  await installation?.close()
  await browser?.close()
})

beforeEach(() => {
  anna.complaints.length = 0
})

/** A loaded machine may take its time. */
const patience = { timeout: 10_000 }

const save = async (at: Page) => {
  await at.getByRole('button', { name: 'Save', exact: true }).click()
  await settled(at)
}
const textOf = async (at: Page) => (await at.locator('#main-content').textContent()) ?? ''
const total = async () => {
  const range = await page.locator('.MuiTablePagination-displayedRows').textContent()
  return Number(/of (\d+)/.exec(range ?? '')?.[1])
}

test('filters act at once, say what they are, live in the address, and are kept as a view', async () => {
  await goTo(page, '/contacts')
  const everybody = await total()
  await page.getByRole('textbox', { name: 'City' }).fill('York')
  await expect
    .poll(() => page.getByRole('list', { name: 'Filters in force' }).textContent(), patience)
    .toMatch(/City\s*contains\s*York/)
  await settled(page)
  const inYork = await total()
  expect(inYork).toBeGreaterThan(0)
  expect(inYork).toBeLessThan(everybody)
  expect(decodeURIComponent(page.url())).toContain('"address.city_contains":"York"')

  await page.getByRole('button', { name: 'Save this view' }).click()
  await page.getByLabel('Name of the view').fill('People of York')
  await save(page)
  await page.getByRole('button', { name: 'Remove the filter on City' }).click()
  await settled(page)
  await expect.poll(total, patience).toBe(everybody)
  await page.getByRole('button', { name: 'People of York', exact: true }).click()
  await settled(page)
  await expect.poll(total, patience).toBe(inYork)
})

test('a list is downloaded as the filter has it', async () => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('Members.csv')
})

test('columns are chosen, and stay chosen', async () => {
  await goTo(page, '/contacts')
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('switch', { name: 'Job title' }).click()
  await page.keyboard.press('Escape')
  await page.reload()
  await page.getByRole('columnheader', { name: 'Job title' }).waitFor()
})

test('what is wrong stands at its field: first by the form’s own check, then by the server', async () => {
  await goTo(page, '/contacts/create')
  await page.getByRole('textbox', { name: 'E-mail' }).fill('nonsense')
  await save(page)
  expect(await textOf(page)).toContain('E-mail is not a valid address')
  await page.getByRole('textbox', { name: 'E-mail' }).fill('alex.ahmed@members.example')
  await save(page)
  expect(await textOf(page)).toContain('This address is already in use.')
  await page.getByRole('textbox', { name: 'E-mail' }).fill('new.person@members.example')
  await page.getByLabel('First name').fill('Newton')
  await save(page)
  await page.getByRole('heading', { level: 1, name: 'Newton' }).waitFor()
})

test('two people at one record: both values are shown, both kept where they can be', async () => {
  const sam = await visit(browser, 'desktop')
  await signIn(sam.page, installation.url, 'staff')
  await page.getByRole('link', { name: 'Edit' }).click()
  await settled(page)
  await sam.page.goto(page.url())
  await settled(sam.page)
  await sam.page.getByLabel('Job title').fill('Baker')
  await sam.page.getByLabel('Company').fill('Bread Ltd')
  await save(sam.page)
  await sam.context.close()

  await page.getByLabel('Job title').fill('Butcher')
  await page.getByLabel('Phone').fill('020 7946 0001')
  await save(page)
  const dialog = page.getByRole('dialog', { name: 'Sam Staff changed this while you were editing' })
  expect(await dialog.textContent()).toMatch(/Butcher.*Baker.*Also changed, and kept: Company/)
  await dialog.getByRole('radio', { name: /Baker/ }).check()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('link', { name: 'Edit' }).waitFor()
  await settled(page)
  expect(await textOf(page)).toMatch(/020 7946 0001[\s\S]*Baker[\s\S]*Bread Ltd/)
})

test('the history says who changed what, and puts it back', async () => {
  await page.getByRole('tab', { name: 'History' }).click()
  await settled(page)
  expect(await textOf(page)).toMatch(/Sam Staff changed Job title from blank to Baker/)
  await page.getByRole('listitem').filter({ hasText: 'Job title' }).getByRole('button', { name: 'Put it back' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Put it back' }).click()
  await expect.poll(() => textOf(page), patience).toMatch(/Anna Admin changed Job title from Baker to blank/)
})

test('a note is on the timeline as soon as it is written', async () => {
  await page.getByRole('tab', { name: 'Notes and tasks' }).click()
  await page.getByLabel('In a few words').fill('Likes owls')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('link', { name: 'Likes owls' }).waitFor()
})

test('many rows are tagged at once', async () => {
  await goTo(page, '/contacts?filter={}')
  await page.locator('tbody input[type=checkbox]').nth(0).click()
  await page
    .locator('tbody input[type=checkbox]')
    .nth(2)
    .click({ modifiers: ['Shift'] })
  await page.getByRole('toolbar', { name: '3 chosen' }).getByRole('button', { name: 'Tag' }).click()
  await page.getByLabel('Put these tags on').fill('night shift')
  await page.keyboard.press('Enter')
  await save(page)
  await goTo(page, '/contacts?filter={"tags":["night shift"]}')
  await expect.poll(total, patience).toBe(3)
})

test('a field that staff add is in the form, the filters, the columns and the history at once', async () => {
  await goTo(page, '/properties/create')
  await page.getByLabel('Kind of record').click()
  await page.getByRole('option', { name: 'Members' }).click()
  await page.getByLabel('Label').fill('T-shirt size')
  await page.getByRole('combobox', { name: /^Kind(?! of)/ }).click()
  await page.getByRole('option', { name: 'One of several answers' }).click()
  for (const size of ['S', 'M', 'L']) {
    await page.getByLabel('Possible answers').fill(size)
    await page.keyboard.press('Enter')
  }
  await save(page)
  await goTo(page, '/contacts?filter={}')
  await page.locator('tbody a').first().click()
  await page.getByRole('link', { name: 'Edit' }).click()
  await page.getByLabel('T-shirt size').click()
  await page.getByRole('option', { name: 'M', exact: true }).click()
  await save(page)
  await page.getByRole('tab', { name: 'History' }).click()
  await expect.poll(() => textOf(page), patience).toMatch(/changed T-shirt size from blank to M/)
  await goTo(page, '/contacts?filter={}')
  await page.getByRole('checkbox', { name: 'M', exact: true }).check()
  await expect.poll(total, patience).toBe(1)
})

test('the settings say what the people are called, everywhere and at once', async () => {
  await goTo(page, '/settings')
  await page.getByLabel('Many of them are').fill('Hedgehogs')
  await save(page)
  await page.getByRole('link', { name: 'Hedgehogs', exact: true }).waitFor()
})

/** What the declarations give a member of staff without anybody having made a screen: lists, forms, pages, history. */
import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { visit } from './browser.ts'
import { goTo, save, settled, signIn, textOf, total } from './person.ts'
import { patience, tellStory } from './story.ts'

const anna = tellStory({ account: 'admin' })
let page: Page
beforeAll(() => {
  page = anna.page
})

beforeEach(() => {
  anna.complaints.length = 0
})

test('filters act at once, say what they are, live in the address, and are kept as a view', async () => {
  await goTo(page, '/contacts')
  const everybody = await total(page)
  await page.getByRole('textbox', { name: 'City' }).fill('York')
  await expect
    .poll(() => page.getByRole('list', { name: 'Filters in force' }).textContent(), patience)
    .toMatch(/City\s*contains\s*York/)
  await settled(page)
  const inYork = await total(page)
  expect(inYork).toBeGreaterThan(0)
  expect(inYork).toBeLessThan(everybody)
  expect(decodeURIComponent(page.url())).toContain('"address.city_contains":"York"')

  await page.getByRole('button', { name: 'Save this view' }).click()
  await page.getByLabel('Name of the view').fill('People of York')
  await save(page)
  await page.getByRole('button', { name: 'Remove the filter on City' }).click()
  await settled(page)
  await expect.poll(() => total(page), patience).toBe(everybody)
  await page.getByRole('button', { name: 'People of York', exact: true }).click()
  await settled(page)
  await expect.poll(() => total(page), patience).toBe(inYork)
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

test('columns are chosen with the keyboard: it stays where it was, also when the column changes lists', async () => {
  await page.getByRole('button', { name: 'Columns' }).click()
  const city = page.getByRole('switch', { name: 'City' })
  const before = await city.isChecked()
  await city.focus()
  for (const checked of [!before, before]) {
    await page.keyboard.press('Space')
    expect(await page.evaluate(() => document.activeElement?.closest('label')?.textContent)).toBe('City')
    expect(await city.isChecked()).toBe(checked)
  }
  await page.keyboard.press('Escape')
  await city.waitFor({ state: 'detached' })
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
  const sam = await visit(anna.browser, 'desktop')
  await signIn(sam.page, anna.installation.url, 'staff')
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
  await expect.poll(() => total(page), patience).toBe(3)
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
  await expect.poll(() => total(page), patience).toBe(1)
})

test('the settings say what the people are called, everywhere and at once', async () => {
  await goTo(page, '/settings')
  await page.getByLabel('Many of them are').fill('Hedgehogs')
  await save(page)
  await page.getByRole('link', { name: 'Hedgehogs', exact: true }).waitFor()
})

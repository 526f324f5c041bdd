/** A field that a member of staff adds by clicking is everywhere that a declared one is, at once; archived, it is nowhere. */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { goTo, save, settled, textOf } from './person.ts'
import { patience, tellStory } from './story.ts'

const anna = tellStory({ account: 'admin' })
let page: Page
beforeAll(() => {
  page = anna.page
})

/** Every resource that takes such fields, as the form for a new field calls it. */
const extensible = {
  contacts: 'Members',
  events: 'Events',
  leads: 'Leads',
  opportunities: 'Opportunities',
  accounts: 'Accounts',
}

async function addField(resource: string, label: string): Promise<void> {
  await goTo(page, '/properties/create')
  await page.getByLabel('Kind of record').click()
  await page.getByRole('option', { name: resource, exact: true }).click()
  await page.getByLabel('Label').fill(label)
  await page.getByRole('combobox', { name: /^Kind(?! of)/ }).click()
  await page.getByRole('option', { name: 'Text', exact: true }).click()
  await save(page)
}

test.each(Object.entries(extensible))('in %s it is in form, page, list and filter', async (resource, words) => {
  await addField(words, 'Nickname')
  await goTo(page, `/${resource}`)
  await page.locator('tbody a').first().click()
  await page.getByRole('link', { name: 'Edit' }).click()
  await settled(page)
  await page.getByLabel('Nickname').fill('Owl of the month')
  await save(page)
  await expect.poll(() => textOf(page), patience).toContain('Owl of the month')

  await goTo(page, `/${resource}?filter={}`)
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('switch', { name: 'Nickname' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('columnheader', { name: 'Nickname' }).waitFor()
  await page.getByRole('textbox', { name: 'Nickname' }).fill('owl of')
  await expect.poll(() => page.locator('tbody tr').count(), patience).toBe(1)
  expect(await page.locator('tbody').textContent()).toContain('Owl of the month')
})

test('it is downloaded with the others', async () => {
  await goTo(page, '/contacts?filter={"properties.nickname_contains":"owl"}')
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download' }).click(),
  ])
  const [header = '', line = ''] = (await readFile(await file.path(), 'utf8')).split('\r\n')
  const column = header.split(',').indexOf('Nickname')
  expect(column).toBeGreaterThan(0)
  expect(line).toContain('Owl of the month')
})

test('a column of a spreadsheet becomes it, guessed by its name', async () => {
  await goTo(page, '/imports/create')
  const sheet = 'First name,E-mail,Nickname\nIvy,ivy@members.example,Barn owl\n'
  const file = { name: 'owls.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet) }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('heading', { name: 'Which column is what?' }).waitFor()
  const becomes = page.getByLabel('Column “Nickname” becomes', { exact: true })
  await expect.poll(() => becomes.inputValue(), patience).toBe('Nickname')
  const next = () => page.getByRole('button', { name: 'Next', exact: true }).click()
  await next()
  await page.getByRole('heading', { name: 'When somebody is there already' }).waitFor()
  await next()
  await page.getByRole('button', { name: /^Import (one|\d)/ }).click()
  await page
    .getByText('Done. 1 were brought in.')
    .or(page.getByText(/^Done\. One/))
    .first()
    .waitFor(patience)
})

test('a group can ask for it', async () => {
  await goTo(page, '/segments/create')
  await page.getByLabel('Name of the group').fill('Owls')
  await page.getByRole('combobox', { name: 'What it is about' }).fill('Nickname')
  await page.getByRole('option', { name: 'Nickname' }).click()
  await page.getByLabel('How it is compared').click()
  await page.getByRole('option', { name: 'contains' }).click()
  await page.getByRole('textbox', { name: 'Value' }).fill('owl')
  await page.getByText('2 people', { exact: true }).waitFor(patience)
  await page.getByRole('button', { name: 'Save the group' }).click()
  await page.getByRole('heading', { level: 1, name: 'Owls' }).waitFor()
  expect(await textOf(page)).toMatch(/Nickname/)
})

test('it may stand in a letter', async () => {
  await goTo(page, '/templates/create')
  await page.getByRole('textbox', { name: 'Subject *' }).click()
  await page.locator('#main-content').getByRole('button', { name: 'Insert a field' }).first().click()
  await page.getByRole('menuitem', { name: 'Nickname' }).waitFor()
  await page.keyboard.press('Escape')
})

test('archived, it is nowhere; taken back, everything that was in it is there again', async () => {
  const archive = async (on: boolean) => {
    await goTo(page, '/properties?filter={"resource":["contacts"]}')
    await page.locator('tbody a').filter({ hasText: 'Nickname' }).first().click()
    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByLabel('Archived').setChecked(on)
    await save(page)
    await goTo(page, '/contacts?filter={}')
  }
  await archive(true)
  await page.getByRole('columnheader', { name: 'First name' }).waitFor()
  await expect.poll(() => page.getByRole('columnheader', { name: 'Nickname' }).count(), patience).toBe(0)
  await expect.poll(() => page.getByRole('textbox', { name: 'Nickname' }).count(), patience).toBe(0)
  await page.locator('tbody a').first().click()
  await settled(page)
  expect(await textOf(page)).not.toContain('Nickname')
  await archive(false)
  await page.getByRole('textbox', { name: 'Nickname' }).fill('owl')
  await expect.poll(() => page.locator('tbody tr').count(), patience).toBe(2)
})

test('nothing was complained about in the browser’s console', () => {
  expect(anna.complaints).toEqual([])
})

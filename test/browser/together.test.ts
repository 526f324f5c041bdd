/** What a derived screen does with many records, with two people, and with a program that was renewed under it. */
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { visit } from './browser.ts'
import { goTo, save, settled, signIn, textOf, total } from './person.ts'
import { patience, tellStory } from './story.ts'

const anna = tellStory({ account: 'admin' })
let page: Page
beforeAll(() => {
  page = anna.page
})

test('a view that is shared stands in everybody’s list, and only its owner removes it', async () => {
  await goTo(page, '/contacts?filter={"address.city_contains":"York"}')
  const inYork = await total(page)
  await page.getByRole('button', { name: 'Save this view' }).click()
  await page.getByLabel('Name of the view').fill('Round York')
  await page.getByLabel('For everybody').check()
  await save(page)
  const sam = await visit(anna.browser, 'desktop')
  await signIn(sam.page, anna.installation.url, 'staff')
  await goTo(sam.page, '/contacts')
  await sam.page
    .getByRole('button', { name: /Round York/ })
    .first()
    .click()
  await settled(sam.page)
  await expect.poll(() => total(sam.page), patience).toBe(inYork)
  expect(await sam.page.getByRole('button', { name: 'Remove the view “Round York”' }).count()).toBe(0)
  await sam.context.close()
  await page.getByRole('button', { name: 'Remove the view “Round York”' }).click()
  await expect.poll(() => page.getByRole('button', { name: 'Round York' }).count(), patience).toBe(0)
})

test('one value is given to many at once', async () => {
  await goTo(page, '/contacts?filter={}')
  for (const row of [0, 1, 2]) await page.locator('tbody input[type=checkbox]').nth(row).click()
  await page.getByRole('toolbar').getByRole('button', { name: 'Change' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What to change').click()
  await page.getByRole('option', { name: 'Company' }).click()
  await dialog.getByLabel('New value').fill('Hazel & Sons')
  await save(page)
  await page.getByText('3 changed.').waitFor(patience)
  await goTo(page, '/contacts?filter={"company":"Hazel %26 Sons"}')
  await expect.poll(() => total(page), patience).toBe(3)
})

test('everybody that a filter finds, thousands of them, is changed in steps that one can watch', async () => {
  for (let from = 0; from < 2_000; from += 1_000) {
    const operations = Array.from({ length: 1_000 }, (_, index) => ({
      op: 'create',
      id: `many-${from + index}`,
      values: { firstName: `N${from + index}`, company: 'Crowd' },
    }))
    expect((await anna.ask('POST', '/contacts/_bulk', { operations })).status).toBe(200)
  }
  await goTo(page, '/contacts?filter={"company":"Crowd"}')
  await page.locator('thead input[type=checkbox]').click()
  await page.getByRole('button', { name: 'Choose all 2,000' }).click()
  await page.getByRole('toolbar', { name: '2,000 chosen' }).getByRole('button', { name: 'Tag' }).click()
  await page.getByLabel('Put these tags on').fill('crowd')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page
    .getByRole('status')
    .filter({ hasText: /Changing: [\d,]+ of 2,000|All done: 2,000/ })
    .waitFor(patience)
  await page.getByText('All done: 2,000.').waitFor({ timeout: 30_000 })
  await page.getByRole('link', { name: 'Look closer' }).click()
  await settled(page)
  expect(await textOf(page)).toMatch(/So far2,000/)
  await page.getByRole('button', { name: 'Close' }).click()
  await goTo(page, '/contacts?filter={"tags":["crowd"]}')
  await expect.poll(() => total(page), patience).toBe(2_000)

  await page.locator('thead input[type=checkbox]').click()
  await page.getByRole('button', { name: 'Choose all 2,000' }).click()
  await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByText('All done: 2,000.').waitFor({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Close' }).click()
  expect((await anna.ask('GET', '/contacts?filter={"company":"Crowd"}')).total).toBe(0)
})

test('two records of one person become one', async () => {
  for (const [id, phone] of [
    ['twin-1', null],
    ['twin-2', '020 7946 0777'],
  ])
    await anna.ask('POST', '/contacts', { id, firstName: 'Castor', lastName: `Pollux ${id}`, phone })
  await goTo(page, '/contacts/twin-1/show')
  await page.getByRole('button', { name: 'Merge with a duplicate' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: /The duplicate/ }).fill('Pollux twin-2')
  await page.getByRole('option', { name: /Pollux twin-2/ }).click()
  await dialog.getByRole('button', { name: 'Merge with a duplicate' }).click()
  await expect.poll(() => textOf(page), patience).toContain('020 7946 0777')
  expect((await anna.ask('GET', '/contacts?filter={"id":["twin-1","twin-2"]}')).total).toBe(1)
})

test('a lead is converted, and the notice leads to what came of it', async () => {
  expect(
    (await anna.ask('POST', '/leads', { id: 'hope', title: 'A hopeful lead', stageId: 'demo-stage-leads-new' })).status,
  ).toBe(201)
  await goTo(page, '/leads/hope/show')
  await page.getByRole('button', { name: 'Convert into an opportunity' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('First name').fill('Hope')
  await dialog.getByRole('button', { name: 'Convert into an opportunity' }).click()
  const notice = page.getByRole('status').filter({ hasText: 'Done: Convert' })
  await notice.getByRole('link', { name: 'Hope', exact: true }).waitFor(patience)
  await notice.getByRole('link', { name: 'A hopeful lead' }).click()
  await page.waitForURL(/#\/opportunities\/[^/]+\/show/)
  await page.getByRole('heading', { level: 1, name: 'A hopeful lead' }).waitFor()
})

test('nobody leaves unsaved changes behind unasked', async () => {
  await goTo(page, '/contacts/twin-1')
  await page.getByLabel('Job title').fill('Half a wo')
  const asked: string[] = []
  page.once('dialog', dialog => {
    asked.push(dialog.message())
    void dialog.dismiss()
  })
  await page.getByRole('link', { name: 'Events', exact: true }).click()
  await expect.poll(() => asked, patience).toEqual(['You have changes that are not saved. Leave without saving them?'])
  expect(page.url()).toMatch(/contacts\/twin-1$/)
  expect(await page.getByLabel('Job title').inputValue()).toBe('Half a wo')
  page.once('dialog', dialog => void dialog.accept())
  await page.getByRole('link', { name: 'Events', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Events' }).waitFor()
})

test('a page whose program was renewed under it loads itself anew, once', async () => {
  const { page: stale, context } = await visit(anna.browser, 'desktop')
  await signIn(stale, anna.installation.url, 'staff')
  let loads = 0
  stale.on('load', () => {
    loads++
  })
  // As the server answers once the parts have other names.
  const renewed = (url: URL) => /\/assets\/CreateScreen-.*\.js$/.test(url.pathname)
  await stale.route(renewed, route => route.fulfill({ status: 404, body: '' }), { times: 1 })
  await stale.evaluate(() => {
    window.location.hash = '/contacts/create'
  })
  await stale.getByLabel('First name').waitFor({ timeout: 20_000 })
  expect(loads).toBe(1)

  // What does not get better by that says so, instead of loading for ever.
  await stale.route(
    url => /\/assets\/ImportWizard-.*\.js$/.test(url.pathname),
    route => route.fulfill({ status: 404, body: '' }),
  )
  await stale.evaluate(() => {
    window.location.hash = '/imports/create'
  })
  await stale.getByRole('heading', { name: 'This page did not work' }).waitFor({ timeout: 20_000 })
  expect(loads).toBe(1)
  await context.close()
})

test('nothing was complained about in the browser’s console', () => {
  expect(anna.complaints).toEqual([])
})

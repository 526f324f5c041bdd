/** Looking back: a list as it was on a day, which cannot be worked on, and the way back to today. */
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { goTo, settled, textOf } from './person.ts'
import { patience, tellStory } from './story.ts'

const anna = tellStory({ account: 'admin' })
let page: Page
beforeAll(() => {
  page = anna.page
})

const chooseDay = async () => {
  await page.getByRole('button', { name: 'On a day' }).click()
  await page.getByRole('button', { name: 'Show that day' }).click()
  await settled(page)
}

/** The sample data were made a minute ago: here they stand for those of an earlier day. */
function withoutDay(asked: string): string {
  const url = new URL(asked)
  url.searchParams.delete('asOf')
  return url.href
}

test('a day before there were any data is refused in a sentence', async () => {
  await goTo(page, '/contacts')
  await chooseDay()
  await expect.poll(() => page.locator('body').textContent(), patience).toContain('these data begin on')
  anna.complaints.length = 0
  await page.getByRole('button', { name: 'Back to today' }).click()
  await settled(page)
  await page.getByRole('button', { name: 'Download' }).waitFor()
})

test('a day with data shows them, offers nothing to change, and leads to each record as it was', async () => {
  const asked: string[] = []
  await page.route('**/api/contacts*asOf=*', route => {
    const url = route.request().url()
    asked.push(new URL(url).searchParams.get('asOf') ?? '')
    return route.continue({ url: withoutDay(url) })
  })
  await page.route('**/api/contacts/*asOf=*', route => {
    const url = route.request().url()
    asked.push(new URL(url).searchParams.get('asOf') ?? '')
    return route.continue({ url: withoutDay(url) })
  })
  await goTo(page, '/contacts')
  await chooseDay()
  await page.getByText('This is how it was at the end of').waitFor()
  await page.getByRole('row').nth(1).waitFor()
  expect(asked[0]).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:59:59\.000Z$/)
  expect(await page.getByRole('link', { name: 'Add', exact: true }).count()).toBe(0)
  for (const name of ['Download', 'Columns'])
    expect(await page.getByRole('button', { name, exact: true }).count(), name).toBe(0)
  expect(await page.getByRole('row').getByRole('checkbox').count()).toBe(0)
  await page.getByRole('row').nth(1).getByRole('link').first().click()
  await settled(page)
  expect(decodeURIComponent(page.url())).toContain('asOf=')
  await page.getByText('This is how it was at the end of').waitFor()
  expect(await page.getByRole('button', { name: 'Edit' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Back to today' }).click()
  await settled(page)
  expect(page.url()).not.toContain('asOf=')
  await page.getByRole('tab', { name: 'History' }).waitFor()
  expect(anna.complaints).toEqual([])
})

test('a group of an earlier day says in words who belonged to it', async () => {
  await page.route('**/api/segments*asOf=*', route => route.continue({ url: withoutDay(route.request().url()) }))
  await page.route('**/api/segments/*asOf=*', route => route.continue({ url: withoutDay(route.request().url()) }))
  await goTo(page, '/segments')
  await chooseDay()
  await page.getByText('UK members').click()
  await settled(page)
  await page.getByText('This is how it was at the end of').waitFor()
  expect(await textOf(page)).toContain('Country is United Kingdom')
  expect(await page.getByText('combinator').count()).toBe(0)
})

/** Groups in sentences of what people took part in: what the screen counts is what the server counts for the same words. */
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { goTo, settled, textOf } from './person.ts'
import { tellStory } from './story.ts'

const got = ['accepted', 'delivered', 'delayed', 'complained']
const came = { relation: 'attendances', where: { status: 'attended' }, count: { '>=': 2 }, within: 'last365Days' }
const neverGot = {
  relation: 'deliveries',
  where: { state: got, campaignId: 'demo-campaign-autumn' },
  count: { '=': 0 },
}

const sam = tellStory({ account: 'staff' })
let page: Page
beforeAll(() => {
  page = sam.page
})

test('came at least twice in a year, and never got a campaign', async () => {
  const asked = { match: { combinator: 'and', rules: [came, neverGot] } }
  const { total } = (await sam.ask<{ total: number }>('POST', '/segments/count', asked)).body
  expect(total).toBeGreaterThan(0)
  await goTo(page, '/segments/create')
  await page.getByLabel('Name of the group').fill('Came, but got no letter')
  await about(0, 'Events')
  await page.getByLabel('Times').fill('2')
  await choose('When', 0, 'in the last 365 days')
  await page.getByRole('button', { name: 'Add a condition' }).click()
  await about(1, 'Campaigns')
  await page.getByRole('combobox', { name: 'How it is compared' }).nth(1).click()
  await page.getByRole('option', { name: 'never', exact: true }).click()
  await page.getByRole('combobox', { name: 'Campaign', exact: true }).fill('Autumn')
  await page.getByRole('option', { name: /^Autumn newsletter/ }).click()
  await page
    .getByTestId('group-count')
    .filter({ hasText: new RegExp(`^${total} people$`) })
    .waitFor()
  await page.getByRole('button', { name: 'Save the group' }).click()
  await page.getByRole('heading', { level: 1, name: 'Came, but got no letter' }).waitFor()
  await settled(page)
  const said = await textOf(page)
  expect(said).toContain('Events: at least 2 times, came, in the last 365 days')
  expect(said).toContain('Campaigns: never, got it, Autumn newsletter')
})

test('letters are listed with the names of their fields', async () => {
  await goTo(page, '/templates')
  await page.getByText('‹First name›, your membership').waitFor()
  expect(await textOf(page)).not.toContain('{{')
})

const about = async (nth: number, subject: string) => {
  await page.getByRole('combobox', { name: 'What it is about' }).nth(nth).fill(subject)
  await page.getByRole('option', { name: subject, exact: true }).click()
}

const choose = async (label: string, nth: number, option: string) => {
  await page.getByRole('combobox', { name: label, exact: true }).nth(nth).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

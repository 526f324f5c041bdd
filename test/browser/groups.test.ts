/** Groups in sentences of what people took part in: what the screen counts is what the server counts for the same words. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, type Visit, visit } from './browser.ts'
import { type Installation, startInstallation } from './installation.ts'
import { demoPassword, goTo, settled, signIn } from './person.ts'

const got = ['accepted', 'delivered', 'delayed', 'complained']
const came = { relation: 'attendances', where: { status: 'attended' }, count: { '>=': 2 }, within: 'last365Days' }
const neverGot = {
  relation: 'deliveries',
  where: { state: got, campaignId: 'demo-campaign-autumn' },
  count: { '=': 0 },
}
const patienceMs = 30_000

let browser: Browser
let installation: Installation
let sam: Visit
let page: Page
let token: string
beforeAll(async () => {
  browser = await openBrowser()
  installation = await startInstallation({ SEED: 'demo' })
  sam = await visit(browser, 'desktop')
  page = sam.page
  page.setDefaultTimeout(patienceMs)
  await signIn(page, installation.url, 'staff')
  token = (await post('/auth/login', { email: 'staff@demo.test', password: demoPassword })).token
}, 120_000)
afterAll(async () => {
  await sam?.context.close()
  await installation?.close()
  await browser?.close()
})

test('came at least twice in a year, and never got a campaign', async () => {
  const { total } = await post('/segments/count', { match: { combinator: 'and', rules: [came, neverGot] } })
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
  const said = await page.locator('#main-content').textContent()
  expect(said).toContain('Events: at least 2 times, came, in the last 365 days')
  expect(said).toContain('Campaigns: never, got it, Autumn newsletter')
})

test('letters are listed with the names of their fields', async () => {
  await goTo(page, '/templates')
  await page.getByText('‹First name›, your membership').waitFor()
  expect(await page.locator('#main-content').textContent()).not.toContain('{{')
})

const about = async (nth: number, subject: string) => {
  await page.getByRole('combobox', { name: 'What it is about' }).nth(nth).fill(subject)
  await page.getByRole('option', { name: subject, exact: true }).click()
}

const choose = async (label: string, nth: number, option: string) => {
  await page.getByRole('combobox', { name: label, exact: true }).nth(nth).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

async function post(path: string, body: object) {
  const answer = await fetch(`${installation.url}/api${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  })
  return (await answer.json()) as { token: string; total: number }
}

/** The way in: the first account of an empty installation, an invitation, a wrong password, and the way out again. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, visit } from './browser.ts'
import { type Installation, startInstallation } from './installation.ts'
import { goTo, settled } from './person.ts'

let browser: Browser
let installation: Installation

beforeAll(async () => {
  browser = await openBrowser()
  installation = await startInstallation({ SEED: 'empty' })
}, 120_000)

afterAll(async () => {
  await installation?.close()
  await browser?.close()
})

/** Hashing a password takes its time on purpose. */
const patience = { timeout: 10_000 }

const owner = { email: 'ida@owls.example', password: 'the owl sleeps by day' }

async function enter(page: Page, { email, password }: typeof owner): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

test('whoever opens an empty installation first makes its first account, and is in', async () => {
  const { page, context, complaints } = await visit(browser, 'desktop')
  await page.goto(installation.url)
  await page.getByRole('heading', { name: 'Welcome to Dormouse' }).waitFor()
  await page.getByLabel('Name of your organisation').fill('Owl Friends')
  await page.getByLabel('Your name').fill('Ida Owl')
  await page.getByLabel('E-mail').fill(owner.email)
  await page.getByLabel('Choose a password').fill('short')
  await page.getByRole('button', { name: 'Create the account' }).click()
  await expect
    .poll(() => page.locator('.problem').allTextContents(), patience)
    .toContainEqual(expect.stringMatching(/at least/i))
  await page.getByLabel('Choose a password').fill(owner.password)
  await page.getByRole('button', { name: 'Create the account' }).click()
  await page.getByRole('link', { name: 'Owl Friends, home' }).waitFor()
  expect(complaints.filter(line => !/status of 4\d\d/.test(line))).toEqual([])
  await context.close()
})

test('nobody is offered the set-up twice; a wrong password is said in a sentence, the right one opens', async () => {
  const { page, context } = await visit(browser, 'phone')
  await page.goto(installation.url)
  await enter(page, { ...owner, password: 'something else' })
  await expect.poll(() => page.getByRole('alert').textContent(), patience).toMatch(/\w+ .*\.$/)
  await enter(page, owner)
  await page.locator('#main-content').waitFor()
  await context.close()
})

test('an invited person chooses a password by the link, which is handed over where no mail can be sent', async () => {
  const { page, context } = await visit(browser, 'desktop')
  await page.goto(installation.url)
  await enter(page, owner)
  await page.locator('#main-content').waitFor()
  await goTo(page, '/staff/create')
  await page.getByLabel('Name').fill('Otto Owl')
  await page.getByLabel('E-mail').fill('otto@owls.example')
  await page.getByLabel('Role').click()
  await page.getByRole('option', { name: 'Staff' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Send an invitation' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Send an invitation' }).click()
  await dialog.getByText('No e-mail could be sent to otto@owls.example').waitFor()
  const link = await dialog.getByLabel('The link').inputValue()

  const otto = await visit(browser, 'desktop')
  await otto.page.goto(link)
  await otto.page.getByRole('heading', { name: 'Join your team' }).waitFor()
  await otto.page.getByLabel('Choose a password').fill('otto flies at night')
  await otto.page.getByRole('button', { name: 'Choose it and sign in' }).click()
  await otto.page.getByRole('button', { name: 'Your account: Otto Owl' }).waitFor()
  expect(otto.page.url()).not.toContain('invitation')
  await otto.context.close()
  await context.close()
})

test('signing out in one tab signs out in all', async () => {
  const { page, context } = await visit(browser, 'desktop')
  await page.goto(installation.url)
  await enter(page, owner)
  await page.locator('#main-content').waitFor()
  const second = await context.newPage()
  await second.goto(installation.url)
  await second.locator('#main-content').waitFor()
  await page.getByRole('button', { name: /^Your account/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  for (const tab of [page, second]) await tab.getByRole('heading', { name: 'Sign in' }).waitFor()
  await context.close()
})

test('language and mode are kept for the next time', async () => {
  const { page, context } = await visit(browser, 'desktop')
  await page.goto(installation.url)
  await enter(page, owner)
  await page.locator('#main-content').waitFor()
  for (const choice of ['Français', 'Mode sombre']) {
    await page.getByRole('button', { name: /^(Your account|Votre compte)/ }).click()
    await page.getByRole('menuitem', { name: choice }).click()
    await settled(page)
  }
  await page.reload()
  await page.getByRole('link', { name: 'Membres', exact: true }).waitFor()
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('fr')
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  expect(background).toBe('rgb(23, 25, 22)')
  await context.close()
})

test('whoever reads French is refused in French, before the sign-in and after it', async () => {
  const { page, context } = await visit(browser, 'desktop', { locale: 'fr-FR' })
  await page.goto(installation.url)
  const enterAs = async (password: string) => {
    await page.getByLabel('E-mail').fill(owner.email)
    await page.getByLabel('Mot de passe', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Se connecter', exact: true }).click()
  }
  await enterAs('something else')
  await page.getByText('L’adresse e-mail ou le mot de passe n’est pas juste.').waitFor()
  await enterAs(owner.password)
  await page.locator('#main-content').waitFor()

  await goTo(page, '/imports/create')
  const file = { name: 'liste.csv', mimeType: 'text/csv', buffer: Buffer.from('%PDF-1.7 not a spreadsheet') }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByText('C’est un PDF. Il faut un tableau enregistré au format CSV.').waitFor()

  await goTo(page, '/staff/create')
  await page.getByLabel('Nom').fill('Ida encore')
  await page.getByLabel('E-mail').fill(owner.email)
  await page.getByLabel('Rôle').click()
  await page.getByRole('option', { name: 'Équipe' }).click()
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('Cette adresse est déjà utilisée.').waitFor()
  await context.close()
})

test('where nobody signs in, the one person there is goes straight in', async () => {
  const open = await startInstallation({ SEED: 'empty', AUTH_URL: 'none:' })
  const { page, context } = await visit(browser, 'desktop')
  await page.goto(open.url)
  await page.locator('#main-content').waitFor()
  expect(await page.getByRole('link', { name: 'Members', exact: true }).count()).toBe(1)
  await context.close()
  await open.close()
})

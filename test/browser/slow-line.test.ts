/**
 * A slow line, or a slow telephone: answers come when somebody is already typing, two taps come before the screen has followed
 * the first, and what was seen before is not what is there now. Nothing typed is lost for that, and nothing wrong is taken.
 */
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { sizes } from './browser.ts'
import { goTo, save, settled, textOf, total } from './person.ts'
import { patience, tellStory } from './story.ts'

const anna = tellStory({ account: 'admin' })
let page: Page
beforeAll(() => {
  page = anna.page
})

/** Keeps the answers to these requests back until the returned function is called. */
async function hold(what: string): Promise<() => Promise<void>> {
  let letGo = () => {}
  const held = new Promise<void>(done => {
    letGo = done
  })
  await page.route(what, route => held.then(() => route.continue()))
  return async () => {
    letGo()
    await settled(page)
    await page.unroute(what)
  }
}

const pauseInTypingMs = 700

test('a new member is typed in while the fields that staff added are still on their way', async () => {
  const field = { resource: 'contacts', key: 'boat', label: 'Boat', kind: 'text' }
  expect((await anna.ask('POST', '/properties', field)).status).toBe(201)
  const arrive = await hold('**/api/properties*')
  await page.reload()
  await page.evaluate(() => {
    window.location.hash = '/contacts/create'
  })
  await page.getByLabel('First name').fill('Zebedee')
  await arrive()
  await page.getByLabel('Boat').fill('Minnow')
  expect(await page.getByLabel('First name').inputValue()).toBe('Zebedee')
  await save(page)
  await expect.poll(() => textOf(page), patience).toMatch(/Zebedee[\s\S]*Minnow/)
})

test('who pauses between two words of a filter goes on where they were', async () => {
  await goTo(page, '/contacts?filter={}')
  for (const box of [page.getByRole('textbox', { name: 'City' }), page.getByRole('searchbox')]) {
    await box.pressSequentially('New ')
    await page.waitForTimeout(pauseInTypingMs)
    await box.pressSequentially('York')
    expect(await box.inputValue()).toBe('New York')
    await page.waitForTimeout(pauseInTypingMs)
    expect(await box.inputValue()).toBe('New York')
    await box.fill('')
    await settled(page)
  }
})

test('two filters that are ticked before the list has followed both hold', async () => {
  await goTo(page, '/accounts?filter={}')
  const all = await total(page)
  const current = page.getByRole('checkbox', { name: 'Current' })
  const open = page.getByRole('checkbox', { name: 'Open' })
  await current.evaluate(
    (first: HTMLElement, second) => {
      first.click()
      ;(second as HTMLElement).click()
    },
    await open.elementHandle(),
  )
  await settled(page)
  expect([await current.isChecked(), await open.isChecked()]).toEqual([true, true])
  expect(await page.getByRole('list', { name: 'Filters in force' }).getByRole('listitem').count()).toBe(2)
  expect(await total(page)).toBeLessThan(all)
})

test('a filter that was typed right before its drawer was closed takes effect', async () => {
  await page.setViewportSize(sizes.phone)
  await goTo(page, '/contacts?filter={}')
  await page.getByRole('button', { name: 'Filters' }).click()
  await page.getByRole('textbox', { name: 'City' }).fill('York')
  await page.getByRole('button', { name: /^Show .* results$/ }).click()
  await expect
    .poll(() => page.getByRole('list', { name: 'Filters in force' }).textContent(), patience)
    .toMatch(/City\s*contains\s*York/)
  await page.setViewportSize(sizes.desktop)
})

test('what is typed the very moment that a form appears stays in it', async () => {
  await goTo(page, '/contacts/demo-contact-0041/show')
  await anna.ask('PATCH', '/contacts/demo-contact-0041', { company: 'Elsewhere Ltd' })
  await page.evaluate(() => {
    const seen = new MutationObserver(() => {
      const field = document.querySelector<HTMLInputElement>('input[name=jobTitle]')
      if (!field) return
      seen.disconnect()
      // As the keyboard does it, which React hears of; before anything that still has to come.
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, 'Quick typist')
      field.dispatchEvent(new Event('input', { bubbles: true }))
    })
    seen.observe(document.body, { childList: true, subtree: true })
  })
  await page.getByRole('link', { name: 'Edit' }).click()
  await page.getByLabel('Job title').waitFor()
  await settled(page)
  expect(await page.getByLabel('Job title').inputValue()).toBe('Quick typist')
  expect(await page.getByLabel('Company').inputValue()).toBe('Elsewhere Ltd')
})

test('what somebody else has changed since one looked is in the form, not what one saw before', async () => {
  await goTo(page, '/contacts/demo-contact-0040/show')
  await anna.ask('PATCH', '/contacts/demo-contact-0040', { company: 'Changed & Sons' })
  await page.getByRole('link', { name: 'Edit' }).click()
  await page.getByLabel('Job title').fill('Keeper')
  await settled(page)
  expect(await page.getByLabel('Company').inputValue()).toBe('Changed & Sons')
  expect(await page.getByLabel('Job title').inputValue()).toBe('Keeper')
  await save(page)

  await goTo(page, '/segments/demo-group-uk/show')
  await anna.ask('PATCH', '/segments/demo-group-uk', { description: 'Said anew.' })
  await page.getByRole('link', { name: 'Edit' }).click()
  await page.getByLabel('Name of the group').fill('British members')
  await page.getByRole('button', { name: 'Save the group' }).click()
  await page.getByRole('heading', { level: 1, name: 'British members' }).waitFor()
  await page.getByText('Said anew.').waitFor()
})

test('Enter takes nobody who was offered for what was typed before', async () => {
  await goTo(page, '/campaigns/demo-campaign-renewal?step=who')
  const box = page.getByRole('combobox', { name: 'Also these people' })
  await box.click()
  await page.getByRole('option').first().waitFor()
  const arrive = await hold('**/api/contacts?*')
  await box.fill('Zebedee')
  await box.press('Enter')
  await arrive()
  await page.getByRole('option', { name: 'Zebedee' }).first().waitFor()
  await box.press('Enter')
  const chosen = page.locator('.MuiAutocomplete-root', { has: box }).locator('.MuiChip-root')
  expect(await chosen.allTextContents()).toEqual(['Zebedee'])
  await settled(page)
})

test('what was typed last into a campaign is kept, however soon one leaves it', async () => {
  await goTo(page, '/campaigns/demo-campaign-renewal?step=write')
  await page.getByLabel('Name of the campaign').fill('Renewal, the second letter')
  await page.getByRole('link', { name: 'Members', exact: true }).click()
  await settled(page)
  const { body } = await anna.ask('GET', '/campaigns/demo-campaign-renewal')
  expect(body).toMatchObject({ name: 'Renewal, the second letter' })
})

/**
 * Nobody is shut out: axe finds no violation on any screen. The screens come from the register of resources, so that a
 * new resource is looked at unasked; so do a console without complaints, and no word from a broken policy.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type AnyResource, leaves, register } from '@dormouse/model'
import type { Page } from 'playwright-core'
import { describe, expect, test, vi } from 'vitest'
import { type Size, type Visit, visit } from './browser.ts'
import { goTo, settled, signIn } from './person.ts'
import { tellStory } from './story.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

// Dozens of screens in one test, and perhaps on a machine that does other things at the same time.
vi.setConfig({ testTimeout: 240_000 })

/** Whoever may see everything, at a desktop: most screens are looked at through these eyes. */
const root = tellStory({ account: 'root' })

/** The router's remark that somebody typed an address over a form, which is what `goTo` does. */
const ofTypedAddress = /^You are trying to use a blocker on a POP navigation/

interface AxeResult {
  violations: { id: string; help: string; nodes: { target: unknown[]; html: string; failureSummary?: string }[] }[]
}

/** What axe objects to, one line each, with the element. */
async function violations(page: Page): Promise<string[]> {
  const isThere = await page.evaluate('Boolean(window.axe)')
  if (!isThere) await page.evaluate(axe)
  const result = (await page.evaluate('window.axe.run(document, {resultTypes: ["violations"]})')) as AxeResult
  return result.violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 3).map(({ target, html }) => `${id}: ${help} — ${target.join(' ')} — ${html.slice(0, 160)}`),
  )
}

/** Looks at every address and answers with all that is wrong, by address. */
async function lookAt(paths: string[], { page, complaints }: Visit): Promise<Record<string, string[]>> {
  const wrong: Record<string, string[]> = {}
  for (const path of paths) {
    complaints.length = 0
    await goTo(page, path)
    const found = [...(await violations(page)), ...complaints.filter(line => !ofTypedAddress.test(line))]
    const headings = await page.locator('h1:visible').count()
    if (headings !== 1) found.push(`${headings} headings of the first level instead of one`)
    if (found.length > 0) wrong[path] = found
  }
  return wrong
}

async function lookAtAs(account: string, paths: string[], size: Size, options: { dark?: boolean } = {}) {
  const visited = await visit(root.browser, size, options)
  await signIn(visited.page, root.installation.url, account)
  const wrong = await lookAt(paths, visited)
  await visited.context.close()
  return wrong
}

const request = async (path: string) => (await root.ask<{ id: string }[]>('GET', path)).body

/** The screens of a resource: the list, a record's page with its history, and the forms where there are any. */
async function screensOf({ name, single, access, fields }: AnyResource): Promise<string[]> {
  if (single) return [`/${name}`]
  // Such lists cannot be asked for without saying whose they are.
  const first = (await request(`/${name}?range=[0,0]`).catch(() => []))[0]
  const isWritten =
    access.write !== undefined && leaves({ fields } as AnyResource).some(leaf => !leaf.field.options.readOnly)
  const id = first && encodeURIComponent(first.id)
  return [
    `/${name}`,
    ...(isWritten ? [`/${name}/create`] : []),
    ...(id ? [`/${name}/${id}/show`] : []),
    ...(id && isWritten ? [`/${name}/${id}`] : []),
  ]
}

const inTheMenu = register.filter(({ menu }) => menu !== undefined)

describe('every screen of a resource', () => {
  test.each(inTheMenu.map(resource => [resource.name, resource] as const))(
    '%s: list, page and forms',
    async (_name, resource) => {
      const screens = await screensOf(resource)
      expect(await lookAt(screens, root)).toEqual({})
    },
  )

  test('on a phone', async () => {
    const lists = inTheMenu.map(({ name }) => `/${name}`)
    const forms = await screensOf(register[0] as AnyResource)
    expect(await lookAtAs('root', [...new Set([...lists, ...forms])], 'phone')).toEqual({})
  })

  test('in the dark', async () => {
    const some = await Promise.all(inTheMenu.slice(0, 4).map(resource => screensOf(resource)))
    expect(await lookAtAs('root', ['/', '/settings', ...some.flat()], 'desktop', { dark: true })).toEqual({})
  })

  test.each(['desktop', 'phone'] as const)(
    'the steps of a campaign, its results and a letter’s versions, %s size',
    async size => {
      const steps = ['write', 'who', 'check', 'send'].map(step => `/campaigns/demo-campaign-renewal?step=${step}`)
      const tabs = ['arrived', 'didNotArrive', 'notSure', 'notSent'].map(
        tab => `/campaigns/demo-campaign-autumn/show?tab=${tab}`,
      )
      const letter = '/templates/demo-template-newsletter/show'
      expect(
        await lookAtAs('staff', [...steps, ...tabs, letter, `${letter}/versions`, '/imports/create'], size),
      ).toEqual({})
    },
  )

  test('with what a viewer and an agent may see', async () => {
    expect(await lookAtAs('viewer', ['/', '/contacts', '/settings'], 'desktop')).toEqual({})
    expect(await lookAtAs('agent1', ['/', '/contacts', '/accounts'], 'desktop')).toEqual({})
  })
})

describe('what stands around the screens', () => {
  test('the tabs of a person’s page', async () => {
    const [first] = await request('/contacts?range=[0,0]')
    const { page } = root
    await goTo(page, `/contacts/${first?.id}/show`)
    const tabs = await page.getByRole('tab').allTextContents()
    expect(tabs.length).toBeGreaterThan(3)
    for (const tab of tabs) {
      await page.getByRole('tab', { name: tab, exact: true }).click()
      await settled(page)
      expect([tab, await violations(page)]).toEqual([tab, []])
    }
  })

  test('menus, dialogs and panels that open', async () => {
    const { page } = root
    await goTo(page, '/contacts')
    const opened = async (button: string | RegExp) => {
      await page.getByRole('button', { name: button }).first().click()
      await settled(page)
      expect([String(button), await violations(page)]).toEqual([String(button), []])
      await page.keyboard.press('Escape')
      await settled(page)
    }
    await opened(/^Your account/)
    await opened('Columns')
    await page.locator('tbody input[type=checkbox]').first().click()
    await opened('Tag')
    await opened('Change')
    await opened('Delete')
    await goTo(page, '/templates/create')
    await opened('Only for some')
    await opened('Picture')
    await opened('Link')
    await goTo(page, '/campaigns/demo-campaign-autumn/show')
    await opened('Send to someone else')
  })

  test('the page before the sign-in, in both modes and sizes', async () => {
    for (const size of ['desktop', 'phone'] as const)
      for (const dark of [false, true]) {
        const { page, context, complaints } = await visit(root.browser, size, { dark })
        await page.goto(root.installation.url)
        await page.getByRole('heading', { level: 1 }).waitFor()
        expect([...(await violations(page)), ...complaints]).toEqual([])
        await context.close()
      }
  })

  test('an address that leads nowhere says so, and one of a record that is gone leads to its list', async () => {
    const { page } = root
    await goTo(page, '/nowhere')
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('There is nothing here')
    expect(await violations(page)).toEqual([])
    await goTo(page, '/contacts/nobody/show')
    await page.getByText('It is no longer there').waitFor()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Members')
    for (const path of [
      '/campaigns/nobody/show',
      '/campaigns/nobody',
      '/templates/nobody',
      '/segments/nobody',
      '/events/nobody/check-in',
    ]) {
      await goTo(page, path)
      expect(await page.getByRole('heading', { level: 1 }).textContent(), path).toBe('There is nothing here')
    }
  })
})

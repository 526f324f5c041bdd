/**
 * `npm run pictures`: takes the pictures of the documentation from the sample organisation, so that they show what is
 * there. They go to `docs/pictures/`.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openBrowser, type Size, visit } from './browser.ts'
import { startInstallation } from './installation.ts'
import { goTo, settled, signIn } from './person.ts'

const folder = join(import.meta.dirname, '../../docs/pictures')

interface Picture {
  name: string
  path: string
  size?: Size
  /** What is done on the page before the picture is taken. */
  before?(page: Page): Promise<void>
}

/** How it reads is asked for when nobody has typed for a moment: later than a page comes to rest. */
async function withLetter(page: Page): Promise<void> {
  await page.frameLocator('iframe[title="The letter"]').getByText('Unsubscribe').first().waitFor()
}

const pictures: Picture[] = [
  { name: 'home', path: '/' },
  { name: 'home-phone', path: '/', size: 'phone' },
  { name: 'members', path: '/contacts' },
  { name: 'members-phone', path: '/contacts', size: 'phone' },
  { name: 'member', path: '/contacts/demo-contact-0029/show' },
  { name: 'import', path: '/imports/create' },
  { name: 'group', path: '/segments/demo-group-regulars' },
  { name: 'template', path: '/templates/demo-template-newsletter', before: withLetter },
  { name: 'campaign-write', path: '/campaigns/demo-campaign-renewal', before: withLetter },
  { name: 'campaign-check', path: '/campaigns/demo-campaign-renewal?step=check', before: withLetter },
  { name: 'results', path: '/campaigns/demo-campaign-autumn/show' },
  { name: 'results-phone', path: '/campaigns/demo-campaign-autumn/show', size: 'phone' },
  { name: 'board', path: '/leads/board' },
  { name: 'settings', path: '/settings' },
]

const installation = await startInstallation()
const browser = await openBrowser()
try {
  await mkdir(folder, { recursive: true })
  for (const size of ['desktop', 'phone'] as const) {
    const { context, page } = await visit(browser, size)
    await signIn(page, installation.url, 'admin')
    for (const { name, path, before } of pictures.filter(each => (each.size ?? 'desktop') === size)) {
      await goTo(page, path)
      await before?.(page)
      await settled(page)
      await page.mouse.move(0, 0)
      await page.evaluate('window.scrollTo(0, 0)')
      await page.screenshot({ path: join(folder, `${name}.png`) })
    }
    await context.close()
  }
} finally {
  await browser.close()
  await installation.close()
}

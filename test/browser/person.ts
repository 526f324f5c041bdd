/** Somebody at the browser: signs in, goes somewhere, and waits as people do, until the page has come to rest. */
import type { Page } from 'playwright-core'

export const demoPassword = 'demo-dormouse-1'

export async function signIn(page: Page, url: string, account: string): Promise<void> {
  trafficOf(page)
  await page.goto(url)
  await page.getByLabel('E-mail').fill(`${account}@demo.test`)
  await page.getByLabel('Password', { exact: true }).fill(demoPassword)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.locator('#main-content').waitFor()
  await settled(page)
}

/** To an address of the application, e.g. `/contacts/create`. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate(hash => {
    window.location.hash = hash
  }, path)
  await settled(page)
}

export async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await settled(page)
}

/** What stands on the screen itself, without what is around every screen. */
export const textOf = async (page: Page): Promise<string> => (await page.locator('#main-content').textContent()) ?? ''

/** How many a list says that it found. */
export async function total(page: Page): Promise<number> {
  const range = await page.locator('.MuiTablePagination-displayedRows').textContent()
  return Number(/of ([\d,]+)/.exec(range ?? '')?.[1]?.replaceAll(',', ''))
}

const quietMs = 400
const settledMsMax = 15_000
const lookEveryMs = 50

/** For a while no request was under way, nothing said that it is loading, and the page had its heading. */
export async function settled(page: Page): Promise<void> {
  const traffic = trafficOf(page)
  let quietSince = performance.now()
  for (let looks = 0; looks < settledMsMax / lookEveryMs; looks++) {
    await page.waitForTimeout(lookEveryMs)
    if (traffic.underWay > 0 || (await isBusy(page))) quietSince = performance.now()
    else if (performance.now() - quietSince >= quietMs) return
  }
  throw new Error(`The page did not come to rest: ${traffic.underWay} requests are under way at ${page.url()}.`)
}

const isBusy = (page: Page): Promise<boolean> =>
  page.evaluate(async () => {
    // Whatever React has still to draw comes first, also where the machine has little time for it.
    await new Promise(done => requestIdleCallback(done, { timeout: 2_000 }))
    const headings = [...document.querySelectorAll('h1')].filter(heading => heading.textContent !== '')
    return headings.length === 0 || document.querySelector('[role=progressbar], .waiting') !== null
  })

const watched = new WeakMap<Page, { underWay: number }>()

function trafficOf(page: Page): { underWay: number } {
  const known = watched.get(page)
  if (known) return known
  const traffic = { underWay: 0 }
  page.on('request', () => {
    traffic.underWay++
  })
  for (const event of ['requestfinished', 'requestfailed'] as const)
    page.on(event as 'requestfinished', () => {
      traffic.underWay = Math.max(0, traffic.underWay - 1)
    })
  watched.set(page, traffic)
  return traffic
}

/**
 * A real Chromium for the browser tests, from the package registry, an installed one, or not at all: in the last case the
 * test fails and says how to get one. A browser test never skips silently.
 */
import { access } from 'node:fs/promises'
import packaged from '@sparticuz/chromium'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** Nothing of this browser may talk to anybody but the server under test. */
const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/** The sizes every screen is looked at in. */
export const sizes = {
  desktop: { width: 1280, height: 800 },
  tablet: { width: 834, height: 1112 },
  phone: { width: 390, height: 844 },
} as const
export type Size = keyof typeof sizes

export async function openBrowser(): Promise<Browser> {
  const tried: string[] = []
  for (const find of [fromEnvironment, fromRegistry, fromMachine]) {
    const executablePath = await find()
    if (!executablePath) continue
    try {
      return await chromium.launch({ executablePath, args: quiet })
    } catch (error) {
      tried.push(`${executablePath}: ${firstLine(error)}`)
    }
  }
  throw new Error(
    [
      'No Chromium that starts was found, and the browser tests need one.',
      'Install Chromium or Google Chrome, or name one: CHROMIUM=/path/to/chromium npm test.',
      ...tried,
    ].join('\n'),
  )
}

const fromEnvironment = async () => process.env.CHROMIUM

/** The packaged build is for Linux on x64; it unpacks itself into the temporary folder at first use. */
async function fromRegistry(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  try {
    return await packaged.executablePath()
  } catch {
    return undefined
  }
}

async function fromMachine(): Promise<string | undefined> {
  for (const path of installed)
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      return path
  return undefined
}

const firstLine = (error: unknown) => String(error instanceof Error ? error.message : error).split('\n')[0]

export interface Visit {
  context: BrowserContext
  page: Page
  /** What the page complained about in its console, and what it threw: a screen that works has none. */
  complaints: string[]
}

/** A fresh person at a fresh browser window of that size. */
export async function visit(
  browser: Browser,
  size: Size,
  options: { dark?: boolean; locale?: string } = {},
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: sizes[size],
    hasTouch: size !== 'desktop',
    isMobile: size === 'phone',
    colorScheme: options.dark ? 'dark' : 'light',
    locale: options.locale ?? 'en-GB',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(`thrown: ${error.message}`))
  return { context, page, complaints }
}

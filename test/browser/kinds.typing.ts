/** What a person does in a form to fill in a field of each kind and to make it blank again, and what comes of it. */
import type { Json, KindName } from '@dormouse/model'
import type { Page } from 'playwright-core'

export interface Typing {
  fill(page: Page): Promise<void>
  stored: Json | RegExp
  /** On the record's page. */
  reads: RegExp
  clear(page: Page): Promise<void>
}

/** Kinds that the writer keeps, and the one whose fields are made by clicking. */
type Kept = 'rollup' | 'computed' | 'custom'

const line = (label: string, text: string) => async (page: Page) => page.getByLabel(label, { exact: true }).fill(text)
const pick = (label: string, option: string) => async (page: Page) => {
  await page.getByLabel(label, { exact: true }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}
const find = (label: string, search: string, option: RegExp) => async (page: Page) => {
  await page.getByLabel(label, { exact: true }).fill(search)
  await page.getByRole('option', { name: option }).first().click()
}
const emptied = (label: string) => line(label, '')
const unpicked = (label: string) => async (page: Page) => {
  await page.getByLabel(label, { exact: true }).click()
  await page.getByRole('option').first().click()
}
const unfound = (label: string) => async (page: Page) => {
  await page.getByRole('combobox', { name: label, exact: true }).fill('')
  await page.keyboard.press('Tab')
}
/** Chosen people and words are chips, taken away from the end. */
const taken = (label: string) => async (page: Page) => {
  await page.getByRole('combobox', { name: label, exact: true }).focus()
  for (const _ of ['the last', 'the one before it']) await page.keyboard.press('Backspace')
  await page.keyboard.press('Tab')
}

export const typing: Record<Exclude<KindName, Kept>, Typing> = {
  text: { fill: line('A text', 'Hazel'), stored: 'Hazel', reads: /Hazel/, clear: emptied('A text') },
  longText: {
    fill: line('A long text', 'One\nTwo'),
    stored: 'One\nTwo',
    reads: /One/,
    clear: emptied('A long text'),
  },
  richText: {
    async fill(page) {
      await page.locator('.ProseMirror').click()
      await page.keyboard.type('Dear all')
    },
    stored: '<p>Dear all</p>',
    reads: /Dear all/,
    async clear(page) {
      await page.locator('.ProseMirror').click()
      await page.keyboard.press('ControlOrMeta+A')
      await page.keyboard.press('Backspace')
    },
  },
  email: {
    fill: line('An address for mail', 'Hazel@Example.org'),
    stored: 'hazel@example.org',
    reads: /hazel@example\.org/i,
    clear: emptied('An address for mail'),
  },
  phone: {
    fill: line('A phone', '020 7946 0018'),
    stored: '020 7946 0018',
    reads: /020 7946 0018/,
    clear: emptied('A phone'),
  },
  url: {
    fill: line('A link', 'https://example.org/wood'),
    stored: 'https://example.org/wood',
    reads: /example\.org\/wood/,
    clear: emptied('A link'),
  },
  slug: {
    fill: line('A short name', 'hazel-wood'),
    stored: 'hazel-wood',
    reads: /hazel-wood/,
    clear: emptied('A short name'),
  },
  integer: { fill: line('A whole number', '41'), stored: 41, reads: /41/, clear: emptied('A whole number') },
  decimal: { fill: line('A number', '2.75'), stored: 2.75, reads: /2\.75/, clear: emptied('A number') },
  money: {
    fill: line('An amount', '12.50'),
    stored: { amount: 1250, currency: 'GBP' },
    reads: /£12\.50/,
    clear: emptied('An amount'),
  },
  percent: { fill: line('A share', '12.5'), stored: 12.5, reads: /12\.5\s?%/, clear: emptied('A share') },
  flag: { fill: pick('A yes or no', 'Yes'), stored: true, reads: /Yes/, clear: unpicked('A yes or no') },
  date: { fill: line('A day', '2026-05-03'), stored: '2026-05-03', reads: /3 May 2026/, clear: emptied('A day') },
  dateTime: {
    fill: line('A moment', '2026-05-03T10:00'),
    stored: '2026-05-03T09:00:00.000Z',
    reads: /3 May 2026, 10:00/,
    clear: emptied('A moment'),
  },
  choice: { fill: pick('A colour', 'Dark blue'), stored: 'dark_blue', reads: /Dark blue/, clear: unpicked('A colour') },
  choices: {
    fill: page => page.getByRole('checkbox', { name: 'Green' }).check(),
    stored: ['green'],
    reads: /Green/,
    clear: page => page.getByRole('checkbox', { name: 'Green' }).uncheck(),
  },
  tags: {
    async fill(page) {
      for (const word of ['choir', 'helper']) {
        await page.getByLabel('Some words', { exact: true }).fill(word)
        await page.keyboard.press('Enter')
      }
    },
    stored: ['choir', 'helper'],
    reads: /choir/,
    clear: taken('Some words'),
  },
  ref: { fill: find('Another sample', 'Oak', /Oak/), stored: 'oak', reads: /Oak/, clear: unfound('Another sample') },
  refs: {
    fill: find('Some people', 'Alex', /Alex/),
    stored: /demo-contact/,
    reads: /Alex/,
    clear: taken('Some people'),
  },
  address: {
    fill: line('City', 'York'),
    stored: { line1: null, line2: null, city: 'York', state: null, postcode: null, country: null },
    reads: /York/,
    clear: emptied('City'),
  },
  country: { fill: find('A country', 'Norw', /Norway/), stored: 'NO', reads: /Norway/, clear: unfound('A country') },
  file: {
    async fill(page) {
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        page.getByRole('button', { name: 'Choose a file' }).click(),
      ])
      await chooser.setFiles({ name: 'leaf.txt', mimeType: 'text/plain', buffer: Buffer.from('leaf') })
      await page.getByText('leaf.txt').waitFor()
    },
    stored: /"name":"leaf\.txt".*"sizeBytes":4/,
    reads: /leaf\.txt/,
    clear: page => page.getByRole('group', { name: 'A file' }).getByRole('button', { name: 'Remove' }).click(),
  },
  json: { fill: line('Any data', '{"rings": 12}'), stored: { rings: 12 }, reads: /rings/, clear: emptied('Any data') },
  stage: { fill: find('A stage', 'First', /First/), stored: 'first', reads: /First/, clear: unfound('A stage') },
  group: {
    fill: line('A town', 'Leeds'),
    stored: { city: 'Leeds', since: null },
    reads: /Leeds/,
    clear: emptied('A town'),
  },
}

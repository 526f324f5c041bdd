/**
 * The frame of a browser test: a Chromium, an installation of its own, and somebody who is signed in, for all parts of one
 * file. They are there once its `beforeAll` has run.
 */
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { openBrowser, type Size, type Visit, visit } from './browser.ts'
import { type Installation, startInstallation } from './installation.ts'
import { demoPassword, signIn } from './person.ts'

export interface Story extends Visit {
  browser: Browser
  installation: Installation
  /** Over the API, as a script of the same person would. */
  ask<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Answer<T>>
}

export interface Answer<T> {
  status: number
  /** Of a list: how many there are. */
  total: number
  body: T
}

interface Setting {
  account: 'root' | 'admin' | 'staff'
  size?: Size
  /** Beside the sample data; asked for when the story begins, so that it may come from a double. */
  environment?(): Record<string, string> | Promise<Record<string, string>>
}

/** For `expect.poll`: a loaded machine may take its time. */
export const patience = { timeout: 10_000 }
const startMsMax = 120_000

export function tellStory({ account, size = 'desktop', environment }: Setting): Story {
  const story = {} as Story
  beforeAll(async () => {
    story.browser = await openBrowser()
    story.installation = await startInstallation({ SEED: 'demo', ...(await environment?.()) })
    Object.assign(story, await visit(story.browser, size))
    await signIn(story.page, story.installation.url, account)
    story.ask = asking(story.installation.url, account)
  }, startMsMax)
  afterAll(async () => {
    await story.browser?.close()
    await story.installation?.close()
  })
  return story
}

/** For parts that build on each other: waiting for what cannot come any more would only hide which part it was. */
export function stopAtFailure(): void {
  let failed = ''
  beforeEach(() => expect(failed).toBe(''))
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') failed ||= task.name
  })
}

function asking(url: string, account: string): Story['ask'] {
  let token: string | undefined
  const send = async <T>(method: string, path: string, body: unknown): Promise<Answer<T>> => {
    const reply = await fetch(`${url}/api${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await reply.text()
    const total = Number(reply.headers.get('X-Total-Count'))
    return { status: reply.status, total, body: (text ? JSON.parse(text) : undefined) as T }
  }
  const signedIn = async () => {
    const login = { email: `${account}@demo.test`, password: demoPassword }
    token = undefined
    token = (await send<{ token: string }>('POST', '/auth/login', login)).body.token
  }
  return async <T>(method: string, path: string, body?: unknown) => {
    if (!token) await signedIn()
    const answer = await send<T>(method, path, body)
    if (answer.status !== 401) return answer
    // So much time has passed that one has to sign in again.
    await signedIn()
    return send<T>(method, path, body)
  }
}

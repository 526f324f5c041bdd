/** The gate: decides what stands on the page, the application for whoever is signed in, else what gets them there. */
import { enterWithoutSignIn, type SignInOptions, signInOptions } from './login/identity.ts'
import { invitationPage, setUpPage, signInPage, stalePage, waitingPage } from './login/pages.ts'
import { preferredLocale } from './login/words.ts'
import { readSession, sessionChanged } from './session.ts'
import { reloadOnce } from './stale.ts'

/**
 * Whoever moves or types is about to sign in: the application then arrives while a password is typed. Not sooner, so that
 * the page itself stands at once on a small telephone.
 */
const signsOfLife = ['pointermove', 'pointerdown', 'keydown'] as const

function fetchAhead(): void {
  for (const sign of signsOfLife) window.removeEventListener(sign, fetchAhead)
  void load().catch(() => undefined)
}

const root = document.createElement('div')
document.body.append(root)
document.documentElement.lang = preferredLocale()

let shown: string | undefined
let leave: () => void = () => undefined

function follow(): void {
  const invitation = /^#\/invitation\/([\w.~-]+)/.exec(window.location.hash)?.[1]
  const token = readSession()?.token
  const wanted = invitation ? `invitation ${invitation}` : token ? `signed in ${token}` : 'signed out'
  if (wanted === shown) return
  shown = wanted
  leave()
  leave = () => undefined
  if (invitation) show(invitationPage(invitation))
  else if (token) void open(wanted)
  else void askWhoItIs(wanted)
}

const show = (page: HTMLElement) => root.replaceChildren(page)

const load = () => import('./App.tsx')

async function open(wanted: string): Promise<void> {
  show(waitingPage())
  try {
    const { start } = await load()
    if (shown !== wanted) return
    root.replaceChildren()
    leave = start(root)
  } catch {
    if (!reloadOnce()) show(stalePage())
  }
}

async function askWhoItIs(wanted: string): Promise<void> {
  show(waitingPage())
  for (const sign of signsOfLife) window.addEventListener(sign, fetchAhead, { passive: true })
  // Without an answer the sign-in form still stands, and says what is wrong when it is used.
  const options = await signInOptions().catch((): SignInOptions => ({ mode: 'local', setUp: false, demo: false }))
  if (shown !== wanted) return
  if (options.mode === 'none') await enterWithoutSignIn()
  else if (options.mode === 'oidc') show(await (await import('./login/outside-pages.ts')).outsidePage(options))
  else show(options.setUp ? setUpPage() : signInPage(options.demo))
}

// `storage` comes from the other tabs: signing out in one signs out in all.
for (const event of [sessionChanged, 'storage', 'hashchange']) window.addEventListener(event, follow)
follow()

/** The pages before the sign-in where an outside issuer signs people in. */
import { saidIn } from '../i18n/said.ts'
import { credentialsForm } from './credentials.ts'
import { el } from './dom.ts'
import type { SignInOptions } from './identity.ts'
import { goToIssuer, type Issuer, returnFromIssuer } from './oidc.ts'
import { enterWith, isCognito } from './outside.ts'
import { frame, newPassword, waitingPage } from './pages.ts'
import { words } from './words.ts'

export async function outsidePage({ issuer = '', clientId = '' }: SignInOptions): Promise<HTMLElement> {
  const at = { issuer, clientId }
  if (isCognito(issuer)) return cognitoPage(at)
  return (await comingBack()) ?? issuerPage(at)
}

/** The browser has come back from the issuer: the rest goes by itself. */
async function comingBack(): Promise<HTMLElement | undefined> {
  try {
    const tokens = await returnFromIssuer(window.location.search)
    if (!tokens) return undefined
    // The code is spent; a reload must not try it again.
    window.history.replaceState(null, '', `/${window.location.hash}`)
    await enterWith(tokens)
    return waitingPage()
  } catch (error) {
    window.history.replaceState(null, '', '/')
    return frame(words().signIn, await saidIn(error), reloadButton())
  }
}

const reloadButton = () =>
  el('button', { type: 'button', class: 'primary', on: { click: () => window.location.reload() } }, words().go)

function issuerPage(at: Issuer): HTMLElement {
  const problem = el('p', { role: 'alert', class: 'problem' })
  const leave = (url: string) => window.location.assign(url)
  const click = () => {
    problem.textContent = ''
    goToIssuer(at, leave).catch(async error => {
      problem.textContent = await saidIn(error)
    })
  }
  const button = el('button', { type: 'button', class: 'primary', on: { click } }, words().withIssuer)
  return frame(words().signIn, undefined, problem, button)
}

/** Cognito asks one thing after the other; each answer replaces the page by the next question. */
function cognitoPage(at: Issuer): HTMLElement {
  const w = words()
  let page: HTMLElement
  const turnTo = (next: HTMLElement) => {
    page.replaceWith(next)
    page = next
  }
  async function follow(step: Awaited<ReturnType<typeof import('./cognito.ts').answerCognito>>): Promise<void> {
    if ('done' in step) return enterWith(step.done)
    const code = { name: 'answer', label: w.code, type: 'text' as const, autocomplete: 'one-time-code' }
    const asked = step.ask === 'code' ? code : { ...newPassword(), name: 'answer' }
    const form = credentialsForm({
      entries: [asked],
      submit: w.go,
      async onSubmit({ answer = '' }) {
        await follow(await (await import('./cognito.ts')).answerCognito(at, answer))
      },
    })
    turnTo(frame(w.signIn, undefined, form))
  }
  const form = credentialsForm({
    entries: [
      { name: 'email', label: w.email, type: 'email', autocomplete: 'username' },
      { name: 'password', label: w.password, type: 'password', autocomplete: 'current-password' },
    ],
    submit: w.signIn,
    async onSubmit({ email = '', password = '' }) {
      await follow(await (await import('./cognito.ts')).signInWithCognito(at, email, password))
    },
  })
  page = frame(w.signIn, undefined, form)
  return page
}

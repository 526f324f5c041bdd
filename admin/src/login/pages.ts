/** The pages before the sign-in. */
import { credentialsForm } from './credentials.ts'
import { el } from './dom.ts'
import { acceptInvitation, setUp, signIn } from './identity.ts'
import { words } from './words.ts'
import './login.css'

/** The sample accounts of the demonstration, as the embedded contract names them. */
const demoPassword = 'demo-dormouse-1'
const demoAccounts = ['admin@demo.test', 'staff@demo.test', 'agent1@demo.test', 'viewer@demo.test']

export function signInPage(demo: boolean): HTMLElement {
  const w = words()
  const form = credentialsForm({
    entries: [
      { name: 'email', label: w.email, type: 'email', autocomplete: 'username' },
      { name: 'password', label: w.password, type: 'password', autocomplete: 'current-password' },
    ],
    submit: w.signIn,
    onSubmit: ({ email = '', password = '' }) => signIn(email, password),
  })
  return frame(w.signIn, undefined, form, demo ? demoButtons() : el('p', { class: 'help' }, w.forgotten))
}

function demoButtons(): HTMLElement {
  const buttons = demoAccounts.map(email => {
    // A refusal here has no field to stand at; the form is there for whoever wants to see it.
    const click = () => void signIn(email, demoPassword).catch(() => undefined)
    return el('li', {}, el('button', { type: 'button', on: { click } }, email.split('@')[0]))
  })
  return el('div', { class: 'demo' }, el('p', { class: 'help' }, words().demo), el('ul', {}, ...buttons))
}

/** Makes the first account of an empty installation. The server accepts it once, and only while there is no account. */
export function setUpPage(): HTMLElement {
  const w = words()
  const form = credentialsForm({
    entries: [
      { name: 'organisation', label: w.organisation, type: 'text', autocomplete: 'organization' },
      { name: 'name', label: w.name, type: 'text', autocomplete: 'name' },
      { name: 'email', label: w.email, type: 'email', autocomplete: 'username' },
      newPassword(),
    ],
    submit: w.create,
    onSubmit: ({ organisation = '', name = '', email = '', password = '' }) =>
      setUp({ organisation, name, email, password }),
  })
  return frame(w.setUpTitle, w.setUpHelp, form)
}

/** Where the link of an invitation leads: `#/invitation/<token>`. Behind the # it stays out of every server's log. */
export function invitationPage(token: string): HTMLElement {
  const w = words()
  const form = credentialsForm({
    entries: [newPassword()],
    submit: w.accept,
    async onSubmit({ password = '' }) {
      await acceptInvitation(token, password)
      // A used invitation must not stay in the address bar, where the next reload would offer it again.
      window.location.hash = '/'
    },
  })
  return frame(w.invitationTitle, w.invitationHelp, form)
}

export const newPassword = () => {
  const w = words()
  return {
    name: 'password',
    label: w.newPassword,
    type: 'password' as const,
    autocomplete: 'new-password',
    help: w.passwordHelp,
  }
}

/** A file of the application is gone: a new version was installed while this page stayed open. Only a reload helps. */
export function stalePage(): HTMLElement {
  const reload = () => window.location.reload()
  return frame(
    words().stale,
    undefined,
    el('button', { type: 'button', class: 'primary', on: { click: reload } }, words().reload),
  )
}

/** While the application itself is on its way. */
export function waitingPage(): HTMLElement {
  const mark = el('img', { src: '/icon.svg', alt: '', width: 56, height: 56 })
  return el('div', { class: 'waiting', role: 'status' }, mark, el('p', {}, words().loading))
}

/** The card in the middle that every page before the sign-in stands in. */
export function frame(title: string, help: string | undefined, ...content: HTMLElement[]): HTMLElement {
  document.title = `${title} · Dormouse`
  return el(
    'main',
    { class: 'gate' },
    el(
      'div',
      { class: 'brand' },
      el('img', { src: '/icon.svg', alt: '', width: 72, height: 72 }),
      el('p', { class: 'wordmark' }, 'Dormouse'),
      el('p', { class: 'tagline' }, words().tagline),
    ),
    el(
      'section',
      { class: 'card' },
      el('h1', {}, title),
      help ? el('p', { class: 'lead' }, help) : undefined,
      ...content,
    ),
  )
}

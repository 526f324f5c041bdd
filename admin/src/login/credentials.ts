/** One form for the pages before the sign-in: labelled inputs, one button, the server's sentences where they belong. */
import { ApiError } from '../api.ts'
import { saidIn } from '../i18n/said.ts'
import { el, icon } from './dom.ts'
import { words } from './words.ts'

export interface Entry {
  name: string
  label: string
  type: 'text' | 'email' | 'password'
  autocomplete: string
  help?: string
}

interface Wanted {
  entries: Entry[]
  submit: string
  /** Resolves when the person is in; the gate follows by itself. */
  onSubmit(values: Record<string, string>): Promise<void>
}

export function credentialsForm({ entries, submit, onSubmit }: Wanted): HTMLFormElement {
  const fields = entries.map(entryField)
  const problem = el('p', { role: 'alert', class: 'problem' })
  const button = el('button', { type: 'submit', class: 'primary' }, submit)
  const form = el('form', { on: { submit: handle } }, ...fields.map(field => field.element), problem, button)

  async function handle(event: Event) {
    event.preventDefault()
    const values = Object.fromEntries(fields.map(({ entry, input }) => [entry.name, input.value]))
    button.disabled = true
    button.textContent = words().signingIn
    say({}, '')
    try {
      await onSubmit(values)
    } catch (error) {
      say(error instanceof ApiError ? error.errors : {}, await saidIn(error))
    }
    button.disabled = false
    button.textContent = submit
  }

  function say(errors: Record<string, string>, message: string) {
    for (const field of fields) field.complain(errors[field.entry.name])
    problem.textContent = message
  }
  return form
}

const openEye = 'M2 12s3.5-6.5 10-6.5S22 12 22 12s-3.5 6.5-10 6.5S2 12 2 12Zm10-3a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z'
const slash = 'M4 4l16 16'

function entryField(entry: Entry) {
  const id = `entry-${entry.name}`
  const note = el('p', { id: `${id}-note`, class: 'help' }, entry.help)
  const input = el('input', {
    id,
    name: entry.name,
    type: entry.type,
    autocomplete: entry.autocomplete,
    'aria-describedby': `${id}-note`,
    required: true,
  })
  const box = el('div', { class: 'input' }, input, entry.type === 'password' && eyeFor(input))
  const element = el('div', { class: 'entry' }, el('label', { for: id }, entry.label), box, note)
  function complain(sentence?: string) {
    note.textContent = sentence ?? entry.help ?? ''
    note.className = sentence ? 'problem' : 'help'
    if (sentence) input.setAttribute('aria-invalid', 'true')
    else input.removeAttribute('aria-invalid')
  }
  return { entry, input, element, complain }
}

/** Shows what is typed and hides it again. */
function eyeFor(input: HTMLInputElement): HTMLButtonElement {
  const button = el(
    'button',
    { type: 'button', class: 'eye', 'aria-label': words().show, on: { click: toggle } },
    icon(openEye),
  )
  function toggle() {
    const shown = input.type === 'password'
    input.type = shown ? 'text' : 'password'
    button.setAttribute('aria-label', shown ? words().hide : words().show)
    button.replaceChildren(icon(shown ? openEye + slash : openEye))
  }
  return button
}

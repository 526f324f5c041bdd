/** One form for the three pages before the sign-in: labelled inputs, one button, the server's sentences where they belong. */
import { type FormEvent, useId, useState } from 'react'
import { ApiError } from '../api.ts'
import { words } from './words.ts'

export interface Entry {
  name: string
  label: string
  type: 'text' | 'email' | 'password'
  autoComplete: string
  help?: string
  value?: string
}

interface Props {
  entries: Entry[]
  submit: string
  submitting: string
  onSubmit(values: Record<string, string>): Promise<void>
}

export function CredentialsForm({ entries, submit, submitting, onSubmit }: Props) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiError>()

  async function handle(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const values: Record<string, string> = {}
    for (const [name, value] of new FormData(event.currentTarget)) if (typeof value === 'string') values[name] = value
    setBusy(true)
    setProblem(undefined)
    try {
      await onSubmit(values)
    } catch (error) {
      setProblem(error instanceof ApiError ? error : new ApiError(0, String(error)))
      setBusy(false)
    }
  }

  return (
    <form onSubmit={handle} noValidate={false}>
      {entries.map(entry => (
        <EntryInput key={entry.name} entry={entry} problem={problem?.errors[entry.name]} />
      ))}
      <p role="alert" className="problem">
        {problem?.message}
      </p>
      <button type="submit" className="primary" disabled={busy}>
        {busy ? submitting : submit}
      </button>
    </form>
  )
}

function EntryInput({ entry, problem }: { entry: Entry; problem?: string }) {
  const id = useId()
  const [shown, setShown] = useState(false)
  const w = words()
  const note = problem ?? entry.help
  return (
    <div className="entry">
      <label htmlFor={id}>{entry.label}</label>
      <div className="input">
        <input
          id={id}
          name={entry.name}
          type={entry.type === 'password' && shown ? 'text' : entry.type}
          autoComplete={entry.autoComplete}
          defaultValue={entry.value}
          aria-describedby={note ? `${id}-note` : undefined}
          aria-invalid={problem ? true : undefined}
          required
        />
        {entry.type === 'password' && (
          <button type="button" className="eye" aria-label={shown ? w.hide : w.show} onClick={() => setShown(!shown)}>
            <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
              <path d={shown ? openEye + slash : openEye} fill="none" stroke="currentColor" strokeWidth="1.7" />
            </svg>
          </button>
        )}
      </div>
      {note && (
        <p id={`${id}-note`} className={problem ? 'problem' : 'help'}>
          {note}
        </p>
      )}
    </div>
  )
}

const openEye = 'M2 12s3.5-6.5 10-6.500S22 12 22 12s-3.5 6.5-10 6.500S2 12 2 12Zm10-3a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z'
const slash = 'M4 4l16 16'

import type { ReactNode } from 'react'
import { words } from './words.ts'
import './login.css'

/** The card in the middle that every page before the sign-in stands in. */
export function Frame({ title, help, children }: { title: string; help?: string; children: ReactNode }) {
  return (
    <main className="gate">
      <div className="brand">
        <img src="/icon.svg" alt="" width="72" height="72" />
        <p className="wordmark">Dormouse</p>
        <p className="tagline">{words().tagline}</p>
      </div>
      <section className="card">
        <h1>{title}</h1>
        {help && <p className="lead">{help}</p>}
        {children}
      </section>
    </main>
  )
}

/** While the application itself is on its way. */
export function Waiting() {
  return (
    <div className="waiting" role="status">
      <img src="/icon.svg" alt="" width="56" height="56" />
      <p>{words().loading}</p>
    </div>
  )
}

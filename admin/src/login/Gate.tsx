/** Decides what stands on the page: the application for whoever is signed in, else the page that gets them there. */
import { Component, lazy, type ReactNode, Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import { readSession, sessionChanged } from '../session.ts'
import { Frame, Waiting } from './Frame.tsx'
import { Invitation } from './Invitation.tsx'
import { type SignInOptions, signInOptions } from './identity.ts'
import { SetUp } from './SetUp.tsx'
import { SignIn } from './SignIn.tsx'
import { words } from './words.ts'

const loadApp = () => import('../App.tsx')
const App = lazy(loadApp)
// Whoever is signed in needs it at once: it loads beside React instead of after the first render.
if (readSession()) void loadApp()

export function Gate() {
  const token = useSyncExternalStore(subscribe, () => readSession()?.token)
  const invitation = useSyncExternalStore(subscribe, invitationInAddress)
  if (invitation) return <Invitation token={invitation} />
  if (!token) return <SignedOut />
  return (
    <StaleVersion>
      <Suspense fallback={<Waiting />}>
        <App key={token} />
      </Suspense>
    </StaleVersion>
  )
}

function subscribe(changed: () => void): () => void {
  // `storage` comes from the other tabs: signing out in one signs out in all.
  const events = [sessionChanged, 'storage', 'hashchange']
  for (const event of events) window.addEventListener(event, changed)
  return () => {
    for (const event of events) window.removeEventListener(event, changed)
  }
}

const invitationInAddress = () => /^#\/invitation\/([\w.~-]+)/.exec(window.location.hash)?.[1]

function SignedOut() {
  const [options, setOptions] = useState<SignInOptions>()
  useEffect(() => {
    // While the person types, the browser fetches what comes next.
    const timer = setTimeout(() => void loadApp().catch(() => undefined), 300)
    // Without an answer the sign-in form still stands, and says what is wrong when it is used.
    signInOptions().then(setOptions, () => setOptions({ mode: 'local', setUp: false, demo: false }))
    return () => clearTimeout(timer)
  }, [])
  if (!options) return <Waiting />
  return options.setUp ? <SetUp /> : <SignIn demo={options.demo} />
}

/** A page that stayed open over an update asks for files that are gone; only a reload helps. */
class StaleVersion extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }
  static getDerivedStateFromError() {
    return { failed: true }
  }
  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <Frame title={words().stale}>
        <button type="button" className="primary" onClick={() => window.location.reload()}>
          {words().reload}
        </button>
      </Frame>
    )
  }
}

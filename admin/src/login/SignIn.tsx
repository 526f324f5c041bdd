import { CredentialsForm } from './CredentialsForm.tsx'
import { Frame } from './Frame.tsx'
import { signIn } from './identity.ts'
import { words } from './words.ts'

/** The sample accounts of the demonstration, as the embedded contract names them. */
const demoPassword = 'demo-dormouse-1'
const demoAccounts = ['admin@demo.test', 'staff@demo.test', 'agent1@demo.test', 'viewer@demo.test']

export function SignIn({ demo }: { demo: boolean }) {
  const w = words()
  return (
    <Frame title={w.signIn}>
      <CredentialsForm
        entries={[
          { name: 'email', label: w.email, type: 'email', autoComplete: 'username' },
          { name: 'password', label: w.password, type: 'password', autoComplete: 'current-password' },
        ]}
        submit={w.signIn}
        submitting={w.signingIn}
        onSubmit={({ email = '', password = '' }) => signIn(email, password)}
      />
      {demo ? <DemoAccounts /> : <p className="help">{w.forgotten}</p>}
    </Frame>
  )
}

function DemoAccounts() {
  return (
    <div className="demo">
      <p className="help">{words().demo}</p>
      <ul>
        {demoAccounts.map(email => (
          <li key={email}>
            <button type="button" onClick={() => signIn(email, demoPassword).catch(() => undefined)}>
              {email.split('@')[0]}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

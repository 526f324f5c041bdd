import { CredentialsForm } from './CredentialsForm.tsx'
import { Frame } from './Frame.tsx'
import { setUp } from './identity.ts'
import { words } from './words.ts'

/** Makes the first account of an empty installation. The server accepts it once, and only while there is no account. */
export function SetUp() {
  const w = words()
  return (
    <Frame title={w.setUpTitle} help={w.setUpHelp}>
      <CredentialsForm
        entries={[
          { name: 'organisation', label: w.organisation, type: 'text', autoComplete: 'organization' },
          { name: 'name', label: w.name, type: 'text', autoComplete: 'name' },
          { name: 'email', label: w.email, type: 'email', autoComplete: 'username' },
          {
            name: 'password',
            label: w.newPassword,
            type: 'password',
            autoComplete: 'new-password',
            help: w.passwordHelp,
          },
        ]}
        submit={w.create}
        submitting={w.signingIn}
        onSubmit={({ organisation = '', name = '', email = '', password = '' }) =>
          setUp({ organisation, name, email, password })
        }
      />
    </Frame>
  )
}

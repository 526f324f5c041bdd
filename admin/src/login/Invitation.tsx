import { CredentialsForm } from './CredentialsForm.tsx'
import { Frame } from './Frame.tsx'
import { acceptInvitation } from './identity.ts'
import { words } from './words.ts'

/** Where the link of an invitation leads: `#/invitation/<token>`. The token stays behind the #, out of every server's log. */
export function Invitation({ token }: { token: string }) {
  const w = words()
  async function accept(password: string) {
    await acceptInvitation(token, password)
    // A used invitation must not stay in the address bar, where the next reload would offer it again.
    window.location.hash = '/'
  }
  return (
    <Frame title={w.invitationTitle} help={w.invitationHelp}>
      <CredentialsForm
        entries={[
          {
            name: 'password',
            label: w.newPassword,
            type: 'password',
            autoComplete: 'new-password',
            help: w.passwordHelp,
          },
        ]}
        submit={w.accept}
        submitting={w.signingIn}
        onSubmit={({ password = '' }) => accept(password)}
      />
    </Frame>
  )
}

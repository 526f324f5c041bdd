/** Picks who signs people in, as AUTH_URL says. */
import type { BaseDeps, Identity } from '../deps.ts'
import { type Accounts, openAccounts } from './accounts.ts'
import { localIdentity } from './local.ts'
import { noIdentity } from './none.ts'
import { oidcIdentity } from './oidc.ts'
import { noticing } from './seen.ts'
import { openTokens } from './tokens.ts'

export function openIdentity(deps: BaseDeps): { identity: Identity; accounts: Accounts } {
  const { config, reader, clock, secrets } = deps
  const tokens = openTokens(secrets.signingKey, clock)
  const accounts = openAccounts({ ...deps, tokens })
  const { auth } = config
  const identity =
    auth.kind === 'oidc'
      ? oidcIdentity({ auth, reader, clock })
      : auth.kind === 'none'
        ? noIdentity(reader)
        : localIdentity({ reader, tokens, clock })
  return { identity: noticing(identity, deps), accounts }
}

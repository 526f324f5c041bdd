/** Picks who signs people in, as AUTH_URL says. */
import type { BaseDeps, Identity } from '../deps.ts'
import { type Accounts, openAccounts } from './accounts.ts'
import { localIdentity } from './local.ts'
import { noIdentity } from './none.ts'
import { oidcIdentity } from './oidc.ts'
import { openTokens } from './tokens.ts'

export function openIdentity(deps: BaseDeps): { identity: Identity; accounts: Accounts } {
  const { config, reader, clock, secrets } = deps
  const tokens = openTokens(secrets.signingKey, clock)
  const accounts = openAccounts({ ...deps, tokens })
  const { auth } = config
  if (auth.kind === 'oidc') return { identity: oidcIdentity({ auth, reader, clock }), accounts }
  if (auth.kind === 'none') return { identity: noIdentity(reader), accounts }
  return { identity: localIdentity({ reader, tokens, clock }), accounts }
}

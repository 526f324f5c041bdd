/** The table of all routes. Earlier ones win, so whatever is more than a resource stands before the resources. */
import type { Accounts } from '../identity/accounts.ts'
import type { ImportLauncher } from '../imports/launcher.ts'
import { type CampaignRouteDeps, campaignRoutes } from './campaigns.ts'
import { docsRoutes } from './docs.ts'
import { identityRoutes } from './identity.ts'
import { importRoutes } from './imports.ts'
import { mailRoutes } from './mail.ts'
import { resourceRoutes } from './resources.ts'
import type { Route } from './route.ts'
import { systemRoutes } from './system.ts'
import { uploadRoutes } from './uploads.ts'

export interface RouteDeps extends CampaignRouteDeps, ImportLauncher {
  accounts: Accounts
}

export function allRoutes(deps: RouteDeps): Route[] {
  const routes: Route[] = [
    ...systemRoutes(deps),
    ...identityRoutes(deps),
    ...docsRoutes(deps, () => routes),
    ...uploadRoutes(deps),
    ...importRoutes(deps),
    ...campaignRoutes(deps),
    ...mailRoutes(deps),
    ...resourceRoutes(deps),
  ]
  return routes
}

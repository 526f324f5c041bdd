/** Every type of command there is, and what the writer does with it. */
import { identityHandlers } from '../identity/handlers.ts'
import { campaignHandlers } from './campaigns/index.ts'
import { demoHandlers } from './demo.ts'
import type { Handler } from './handler.ts'
import { importHandlers } from './imports.ts'
import { jobHandlers } from './job-steps.ts'
import { restHandlers } from './rest.ts'
import { systemHandlers } from './system.ts'

export const handlers: Readonly<Record<string, Handler>> = {
  ...restHandlers,
  ...systemHandlers,
  ...identityHandlers,
  ...campaignHandlers,
  ...importHandlers,
  ...jobHandlers,
  ...demoHandlers,
}

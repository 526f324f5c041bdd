/** What the writer knows about campaigns: the commands of worker, feedback, scheduler and unsubscribe page; the rules. */
import type { Handler } from '../handler.ts'
import { begin } from './begin.ts'
import { blocked } from './blocked.ts'
import { installGroups } from './built-in.ts'
import { resubscribe, unsubscribe } from './consent.ts'
import { enqueue, ready } from './enqueue.ts'
import { finish, stop } from './finish.ts'
import { fire } from './fire.ts'
import { mailEvents } from './mail-events.ts'
import { report } from './report.ts'
import { sweep } from './sweep.ts'

export { campaignRules } from './rules.ts'

/** No REST route sends one of these: only the product's own parts do, as the actor `system`. */
export const campaignHandlers: Record<string, Handler> = {
  'campaign.begin': begin,
  'campaign.enqueue': enqueue,
  'campaign.ready': ready,
  'campaign.report': report,
  'campaign.finish': finish,
  'campaign.stop': stop,
  'campaign.sweep': sweep,
  'campaign.fire': fire,
  'mail.events': mailEvents,
  'mail.blocked': blocked,
  'mail.unsubscribe': unsubscribe,
  'mail.resubscribe': resubscribe,
  'groups.install': installGroups,
}

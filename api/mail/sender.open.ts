/** Picks the sender that `MAIL_URL` names. */
import type { Clock } from '../clock.ts'
import type { Ids } from '../ids.ts'
import { outboxSender } from './sender.outbox.ts'
import { sesSender } from './sender.ses.ts'
import { smtpSender } from './sender.smtp.ts'
import type { Sender } from './sender.ts'

export function openSender(mailUrl: string, deps: { clock: Clock; ids: Ids }): Sender {
  if (mailUrl.startsWith('outbox:')) return outboxSender(mailUrl.slice('outbox:'.length), deps)
  if (/^smtps?:\/\//.test(mailUrl)) return smtpSender(mailUrl)
  if (mailUrl.startsWith('ses:'))
    return sesSender({ configurationSet: mailUrl.slice('ses:'.length), clock: deps.clock })
  throw new Error(`no sender for the mail address "${mailUrl.split(':')[0]}:"`)
}

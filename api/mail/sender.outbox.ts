/** Hands mails to the local outbox folder (`MAIL_URL=outbox:<folder>`). */
import { type Clock, isoOf } from '../clock.ts'
import type { Ids } from '../ids.ts'
import { mimeOf } from './message.ts'
import { openOutbox } from './outbox.ts'
import { type Sender, shortReason } from './sender.ts'

export function outboxSender(folder: string, { clock, ids }: { clock: Clock; ids: Ids }): Sender {
  const outbox = openOutbox(folder)
  return {
    feedback: false,
    parallel: 16,
    quota: async () => ({}),
    async send(mail) {
      const mime = mimeOf(mail)
      try {
        const messageId = await outbox.put(mime, isoOf(clock.nowMs()), mail.tags, ids.nonce())
        return { kind: 'accepted', messageId }
      } catch (error) {
        // The file appears by a rename, so a failure before it left nothing behind that counts as a mail.
        return { kind: 'account', reason: `The outbox folder can't be written to: ${shortReason(String(error))}` }
      }
    },
    close: async () => undefined,
  }
}

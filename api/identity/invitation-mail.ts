/** The mail with the link to choose a password. Plain words, one link, no mailing: nobody can unsubscribe from their job. */
import { isoOf } from '../clock.ts'
import type { Deps } from '../deps.ts'
import type { Sender } from '../mail/sender.ts'

export interface InvitationMailDeps extends Pick<Deps, 'reader' | 'clock'> {
  sender: Pick<Sender, 'send'>
}

/** Whether the mail service took it over; without a sender address nothing is sent, and the link has to be handed over. */
export async function sendInvitation(staffId: string, link: string, deps: InvitationMailDeps): Promise<boolean> {
  const found = await deps.reader.read({ collections: ['staff', 'settings'] }, view => ({
    staff: view.table('staff').get(staffId),
    settings: view.table('settings').get('settings'),
  }))
  const { staff, settings } = found
  const address = settings?.senderEmail
  if (!staff || typeof address !== 'string') return false
  const house = String(settings?.organisation ?? 'Dormouse')
  const name = String(staff.name)
  const lines = [
    `Hello ${name},`,
    `you are invited to work with ${house} in Dormouse. Choose a password here, within a week:`,
    link,
    'Whoever has this link can choose the password: keep it to yourself.',
  ]
  const sent = await deps.sender.send({
    from: { name: String(settings?.senderName ?? house), address },
    to: { name, address: String(staff.email) },
    subject: `Your invitation to ${house}`,
    text: `${lines.join('\n\n')}\n`,
    html: lines
      .map(line => `<p>${line === link ? `<a href="${escaped(line)}">${escaped(line)}</a>` : escaped(line)}</p>`)
      .join('\n'),
    at: isoOf(deps.clock.nowMs()),
  })
  return sent.kind === 'accepted'
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, char => `&#${char.charCodeAt(0)};`)

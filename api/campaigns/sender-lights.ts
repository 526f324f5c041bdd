/** The traffic lights of the Check step: what has to be in order for mails to leave and to be believed. */
import { settings as declared } from '@dormouse/model'
import type { Deps } from '../deps.ts'
import type { Sender } from '../mail/sender.ts'

export interface Light {
  name: 'sender' | 'postalAddress' | 'service' | 'quota' | 'feedback'
  state: 'green' | 'amber' | 'red'
  message: string
}

export interface SenderState {
  kind: 'outbox' | 'smtp' | 'ses'
  /** Whether the mail service reports what became of each letter. */
  feedback: boolean
  lights: Light[]
}

type LightDeps = Pick<Deps, 'reader' | 'config'> & { sender: Sender }

export async function senderLights({ reader, config, sender }: LightDeps): Promise<SenderState> {
  const { mailUrl, feedbackUrl } = config
  const kind = mailUrl.startsWith('outbox:') ? 'outbox' : mailUrl.startsWith('ses:') ? 'ses' : 'smtp'
  const settings = await reader.read({ collections: ['settings'] }, view =>
    view.table('settings').get(declared.single ?? ''),
  )
  const feedback = sender.feedback && feedbackUrl !== undefined
  const lights: Light[] = [
    settings?.senderEmail
      ? { name: 'sender', state: 'green', message: `Letters come from ${String(settings.senderEmail)}.` }
      : { name: 'sender', state: 'red', message: 'No sender address is set up. Nothing can be sent without one.' },
    settings?.postalAddress
      ? { name: 'postalAddress', state: 'green', message: 'The postal address stands under every letter.' }
      : {
          name: 'postalAddress',
          state: 'amber',
          message: 'No postal address is set up. The law asks for one under every letter.',
        },
    ...(await serviceLights(kind, sender)),
    feedback
      ? { name: 'feedback', state: 'green', message: 'You will see for every person whether the letter arrived.' }
      : { name: 'feedback', state: 'amber', message: unknown[kind] },
  ]
  return { kind, feedback, lights }
}

const unknown: Record<SenderState['kind'], string> = {
  outbox: 'Letters stay in the outbox of this computer: you can look at them, and nobody gets them.',
  smtp: 'This mail server does not report what becomes of a letter. You will see that it was handed over.',
  ses: 'The reports of the mail service are not connected. You will see that a letter was handed over.',
}

async function serviceLights(kind: SenderState['kind'], sender: Sender): Promise<Light[]> {
  if (kind === 'outbox') return []
  try {
    const { stopped, leftToday } = await sender.quota()
    if (stopped) return [{ name: 'service', state: 'red', message: stopped }]
    if (leftToday === undefined) return []
    const message = `${leftToday} more letters can be sent today.`
    return [{ name: 'quota', state: leftToday > 0 ? 'green' : 'red', message }]
  } catch {
    return [
      {
        name: 'service',
        state: 'red',
        message: 'The mail service does not answer. Ask whoever looks after this installation.',
      },
    ]
  }
}

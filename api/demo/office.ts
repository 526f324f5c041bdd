/** Notes and tasks, and a few files. */
import type { Json } from '@dormouse/model'
import { isoOf } from '../clock.ts'
import type { DemoRow } from './people.ts'
import type { Choices } from './random.ts'

const dayMs = 86_400_000

const tasks: [subject: string, body: string][] = [
  ['Call back about the venue', 'They offered the hall for the spring event.'],
  ['Send the thank-you card', 'For twenty years of membership.'],
  ['Ask for the gift aid form', 'The old one has no signature.'],
  ['Find a lift to the winter lecture', 'Cannot drive after dark any more.'],
  ['Return the borrowed spade', 'It stayed in the shed after the garden day.'],
  ['Invite to the committee', 'Said at the picnic that there is time from May on.'],
]

const pastThings: [kind: string, subject: string, body: string][] = [
  ['note', 'Prefers letters on paper', 'Does not read mail often.'],
  ['call', 'Talked about the garden day', 'Would like to help with the stall again.'],
  ['meeting', 'Coffee at the library', 'Interested in becoming a trustee.'],
  ...tasks.map(([subject, body]): [string, string, string] => ['task', subject, body]),
]

/** Every task stands open once; the rest is what was done, said and written down before. */
export function demoTasks(pick: Choices, nowMs: number, contacts: readonly DemoRow[], staffId: string): DemoRow[] {
  return Array.from({ length: 48 }, (_, index) => {
    const open = tasks[index]
    const [kind, subject, body] = open
      ? ['task', ...open]
      : (pastThings[index % pastThings.length] as (typeof pastThings)[number])
    const values: Record<string, Json> = {
      kind,
      subject,
      body,
      about: { resource: 'contacts', id: pick.one(contacts).id },
      dueAt: open ? isoOf(nowMs + pick.whole(-3, 14) * dayMs) : null,
      doneAt: open ? null : isoOf(nowMs - pick.whole(1, 120) * dayMs),
      assigneeId: staffId,
    }
    return { id: `demo-activity-${index + 1}`, values }
  })
}

export interface DemoDocument extends DemoRow {
  /** In the documents store. */
  key: string
  bytes: Uint8Array
}

export function demoDocuments(contacts: readonly DemoRow[]): DemoDocument[] {
  return contacts.slice(0, 3).map((contact, index) => {
    const name = ['Membership form.txt', 'Gift aid declaration.txt', 'Letter of thanks.txt'][index] as string
    const bytes = new TextEncoder().encode(`${name}\n\n${contact.values.firstName} ${contact.values.lastName}\n`)
    const id = `demo-document-${index + 1}`
    const contentType = 'text/plain'
    const sizeBytes = bytes.length
    return {
      id,
      key: `files/${id}`,
      bytes,
      values: {
        about: { resource: 'contacts', id: contact.id },
        name,
        file: { id, name, contentType, sizeBytes },
        contentType,
        sizeBytes,
        uploadedBy: 'demo-staff-staff',
      },
    }
  })
}

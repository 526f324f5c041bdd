/** Notes and tasks, and a few files. */
import type { Json } from '@dormouse/model'
import { isoOf } from '../clock.ts'
import type { DemoRow } from './people.ts'
import type { Choices } from './random.ts'

const dayMs = 86_400_000

const things: [kind: string, subject: string, body: string][] = [
  ['task', 'Call back about the venue', 'They offered the hall for the spring event.'],
  ['task', 'Send the thank-you card', 'For twenty years of membership.'],
  ['task', 'Ask for the gift aid form', 'The old one has no signature.'],
  ['note', 'Prefers letters on paper', 'Does not read mail often.'],
  ['call', 'Talked about the garden day', 'Would like to help with the stall again.'],
  ['meeting', 'Coffee at the library', 'Interested in becoming a trustee.'],
]

export function demoTasks(pick: Choices, nowMs: number, contacts: readonly DemoRow[], staffId: string): DemoRow[] {
  return Array.from({ length: 48 }, (_, index) => {
    const [kind, subject, body] = things[index % things.length] as (typeof things)[number]
    const isTask = kind === 'task'
    const values: Record<string, Json> = {
      kind,
      subject,
      body,
      about: { resource: 'contacts', id: pick.one(contacts).id },
      dueAt: isTask ? isoOf(nowMs + pick.whole(-3, 14) * dayMs) : null,
      doneAt: isTask ? null : isoOf(nowMs - pick.whole(1, 120) * dayMs),
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

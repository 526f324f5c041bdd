/** Entries of the log, written with the command that did what they tell. Ids, never values. */
import { createHash } from 'node:crypto'
import { blank, type Json, type LogEntry, logs } from '@dormouse/model'
import type { Draft } from '../writer/handler.ts'

export interface Note {
  what: LogEntry['what']
  /** Ids of what it was about. */
  about?: Record<string, Json>
  /** The caller's address. */
  from?: string | null
  /** Whom it is counted by, where not by the actor. */
  subject?: string
  count?: number
  /** Who did it, where the product acts for somebody who has only just signed in. */
  actor?: string
}

/** At most one entry a minute for the same subject and kind: what comes again is counted in it. */
export function note(draft: Draft, { what, about, from, subject, count = 1, actor = draft.actor.id }: Note): void {
  const table = draft.table('logs')
  const id = idOf(what, subject ?? `${actor} ${JSON.stringify(about ?? {})}`, draft.now)
  const known = table.get(id)
  if (known) {
    table.set(id, { count: Number(known.count) + count }, { quiet: true })
    return
  }
  const entry = { at: draft.now, actor, what, about: about ?? {}, from: from ?? null, count }
  table.create(id, { ...(blank(logs) as Record<string, Json>), ...entry })
}

const idOf = (what: string, subject: string, now: string): string => {
  const hash = createHash('sha256').update(subject).digest('hex').slice(0, 16)
  return `${now.slice(0, 16).replace(/\D/g, '')}-${what.replaceAll('_', '-')}-${hash}`
}

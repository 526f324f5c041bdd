/**
 * What the screens need of the organisation's settings at all times: its name, its zone, what it calls its people. Kept
 * beside react-admin's cache, because the translations depend on it, and remembered in the browser, so that the words do
 * not change under the reader's eyes at every start.
 */
import type { Settings as SettingsRecord } from '@dormouse/model'
import { useSyncExternalStore } from 'react'
import { call } from './api.ts'

export interface Settings {
  organisation?: string
  /** What one of the people is called, and many of them: "Member", "Members". */
  people: { one: string; many: string }
  timeZone?: string
  currency?: string
}

const storageKey = 'dormouse.settings'
const usual: Settings = { people: { one: 'Member', many: 'Members' } }
const listeners = new Set<() => void>()
let current: Settings = remembered()

function remembered(): Settings {
  try {
    const kept = JSON.parse(localStorage.getItem(storageKey) ?? 'null')
    return typeof kept?.people?.many === 'string' ? kept : usual
  } catch {
    return usual
  }
}

/** Reads them again; keeps what it has when the server cannot be reached. */
export async function loadSettings(): Promise<void> {
  try {
    const record = await call<Partial<SettingsRecord>>('GET', '/settings/settings')
    current = {
      organisation: record.organisation || undefined,
      people: { one: record.people?.one || usual.people.one, many: record.people?.many || usual.people.many },
      timeZone: record.timeZone || undefined,
      currency: record.currency || undefined,
    }
    localStorage.setItem(storageKey, JSON.stringify(current))
    for (const listener of listeners) listener()
  } catch {
    // Signed out, offline, or not allowed to read them: the words stay as they are.
  }
}

export const settings = (): Settings => current

export const useSettings = (): Settings => useSyncExternalStore(subscribe, settings)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

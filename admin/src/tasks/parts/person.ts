/** How a person is called on screen. */
import type { RaRecord } from 'react-admin'

export function personName(contact: Partial<RaRecord> | undefined): string {
  if (!contact) return '…'
  const name = [contact.firstName, contact.lastName].filter(Boolean).join(' ')
  return name || contact.email || contact.company || String(contact.id ?? '')
}

/** Two letters for an avatar; nothing is fetched from anywhere. */
export function initials(name: string): string {
  const words = name.split(/[\s@.]+/).filter(Boolean)
  return (words[0]?.[0] ?? '?').toUpperCase() + (words.length > 1 ? (words.at(-1)?.[0] ?? '').toUpperCase() : '')
}

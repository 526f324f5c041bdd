/**
 * The five helpers a letter may use. They take values of any kind and answer text, never throw for a blank:
 *   {{default firstName "Friend"}}  {{date memberSince}}  {{money properties.fee}}  {{upper lastName}}  {{firstWord firstName}}
 */
import type { Json } from '@dormouse/model'
import { safeAddress } from './letter-html.ts'

/** How dates and money are written; travels in the rendering's data, out of reach of the letter. */
export interface Manner {
  language: string
  timeZone: string
}

/** Names that may stand first in `{{...}}` and how many values each takes. */
export const helperNames: Record<string, { min: number; max: number }> = {
  default: { min: 2, max: 2 },
  date: { min: 1, max: 2 },
  money: { min: 1, max: 1 },
  upper: { min: 1, max: 1 },
  firstWord: { min: 1, max: 1 },
}

export const blank = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** A value as it is read aloud in a letter. */
export function spoken(value: unknown): string {
  if (blank(value)) return ''
  if (Array.isArray(value)) return value.map(spoken).filter(Boolean).join(', ')
  if (typeof value === 'object') return ''
  return String(value)
}

export const helpers = {
  default: (value: Json, instead: Json) => (blank(value) ? spoken(instead) : spoken(value)),
  upper: (value: Json) => spoken(value).toUpperCase(),
  firstWord: (value: Json) => spoken(value).trim().split(/\s+/)[0] ?? '',
  date(value: Json, style: Json | object, options?: { data?: { manner?: Manner } }) {
    const manner = (options ?? (style as { data?: { manner?: Manner } })).data?.manner
    return writtenDate(value, typeof style === 'string' ? style : 'long', manner)
  },
  money: (value: Json, options: { data?: { manner?: Manner } }) => writtenMoney(value, options.data?.manner),
  /** Not for letters: put around every field at the beginning of a link when the letter is compiled. */
  safeAddress: (value: Json) => safeAddress(spoken(value)),
}

const dateStyles = ['full', 'long', 'medium', 'short'] as const
const dateFormats = new Map<string, Intl.DateTimeFormat>()

/** A date (`2026-05-03`) is the same day everywhere; a moment is told in the organisation's zone. */
function writtenDate(value: Json, style: string, manner: Manner | undefined): string {
  const text = spoken(value)
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text)
  const at = new Date(day ? `${text}T00:00:00Z` : text)
  if (text === '' || Number.isNaN(at.getTime())) return text
  const dateStyle = dateStyles.find(each => each === style) ?? 'long'
  const language = manner?.language ?? 'en'
  const timeZone = day ? 'UTC' : (manner?.timeZone ?? 'UTC')
  const key = `${language} ${timeZone} ${dateStyle}`
  let format = dateFormats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(language, { dateStyle, timeZone })
    dateFormats.set(key, format)
  }
  return format.format(at)
}

const moneyFormats = new Map<string, Intl.NumberFormat>()

/** Money is `{amount, currency}` with the amount in minor units: how many make one depends on the currency. */
function writtenMoney(value: Json, manner: Manner | undefined): string {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return spoken(value)
  const { amount, currency } = value
  if (typeof amount !== 'number' || typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return ''
  const key = `${manner?.language ?? 'en'} ${currency}`
  let format = moneyFormats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(manner?.language ?? 'en', { style: 'currency', currency })
    moneyFormats.set(key, format)
  }
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

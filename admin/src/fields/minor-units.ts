/** Amounts as people type them, and as they are kept: in pence. */
import { type MoneyOptions, minorDigits } from '@dormouse/model'
import { settings } from '../settings.ts'

/** Where the value names none: the declaration's, else the organisation's. */
export const currencyOf = (options: MoneyOptions): string => options.currency ?? settings().currency ?? 'GBP'

/** "12.5" or "12,50" → 1250; undefined while it is no number. */
export function minor(typed: string, currency: string): number | undefined {
  const number = Number(
    typed
      .trim()
      .replace(/[\s’']/g, '')
      .replace(',', '.'),
  )
  if (typed.trim() === '' || Number.isNaN(number)) return undefined
  return Math.round(number * 10 ** (/^[A-Z]{3}$/.test(currency) ? minorDigits(currency) : 2))
}

import * as z from 'zod/mini'
import type { Field, FieldOptions, Held, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { integer, withoutMinusZero } from './integer.ts'
import { numberHint, plainDecimal } from './number-cell.ts'
import { numberOperators } from './operators.ts'
import { mustBe, named, unreadable } from './sentences.ts'
import { text } from './text.ts'

/** Whole minor units (pence, cents) and an ISO 4217 code: `{amount: 1250, currency: 'GBP'}` is £12.50. */
export type Money = {
  amount: number
  currency: string
}

export interface MoneyOptions extends FieldOptions {
  /** Taken for a cell that names none. */
  currency?: string
  /** In minor units. */
  min?: number
  max?: number
}

/** An amount of money. Filters and sorting go by its amount. */
export function money<const O extends MoneyOptions>(
  options?: Only<O, MoneyOptions>,
): Field<'money', Held<Money, O>, Given<O>> {
  return field('money', options)
}

export const moneyKind: Kind<MoneyOptions, Money> = {
  name: 'money',
  schema: options =>
    z
      .strictObject(
        {
          amount: z.int({ error: `${named(options)} needs a whole number of the smallest unit, such as pence.` }),
          currency: z.string({ error: `${named(options)} needs a currency, such as GBP.` }).check(
            z.refine(isCurrency, {
              error: `${named(options)} needs a currency of three capital letters, such as GBP.`,
            }),
          ),
        },
        { error: mustBe(options, 'an amount and a currency') },
      )
      .check(
        z.refine(value => value.amount >= (options.min ?? -Infinity), { error: `${named(options)} is too small.` }),
        z.refine(value => value.amount <= (options.max ?? Infinity), { error: `${named(options)} is too large.` }),
      ),
  comparison: 'number',
  key: value => value.amount,
  operators: numberOperators,
  empty: null,
  example: options => ({ amount: 1250, currency: options.currency ?? 'GBP' }),
  parse: (cell, options) => moneyFromCell(cell, options),
  format: value => `${majorUnits(value)} ${value.currency}`,
  parts: () => ({ amount: integer({ label: 'Amount' }), currency: text({ label: 'Currency' }) }),
  merge: true,
}

const signs: Record<string, string> = { '£': 'GBP', '€': 'EUR', $: 'USD', '¥': 'JPY', '₹': 'INR' }

function moneyFromCell(cell: string, options: MoneyOptions): { value: Money } | { problem: string } {
  const code = /[A-Za-z]{3}/.exec(cell)?.[0].toUpperCase() ?? signs[/[£€$¥₹]/.exec(cell)?.[0] ?? '']
  const currency = code ?? options.currency
  const digits = cell.replace(/[A-Za-z]{3}|[£€$¥₹]/, '').trim()
  if (!currency || !isCurrency(currency)) return unreadable(options, cell, 'name the currency, like “12.50 GBP”')
  const major = plainDecimal(digits)
  if (major === undefined || major === 'ambiguous') return unreadable(options, cell, numberHint(digits))
  const amount = minorUnits(major, minorDigits(currency))
  return amount === undefined
    ? unreadable(options, cell, `${currency} has ${minorDigits(currency)} decimals`)
    : { value: { amount, currency } }
}

/** "12.5" → 1250, by moving the point in the digits; undefined when there are more decimals than the currency has. */
function minorUnits(major: string, digits: number): number | undefined {
  const [whole = '', fraction = ''] = major.split('.')
  const kept = fraction.replace(/0+$/, '')
  if (kept.length > digits) return undefined
  const amount = Number(whole + kept.padEnd(digits, '0'))
  return Number.isSafeInteger(amount) ? withoutMinusZero(amount) : undefined
}

/** "12.50": exact, by moving the point in the digits rather than dividing. */
export function majorUnits(value: Money): string {
  const digits = minorDigits(value.currency)
  const sign = value.amount < 0 ? '-' : ''
  const all = String(Math.abs(value.amount)).padStart(digits + 1, '0')
  return digits === 0 ? sign + all : `${sign}${all.slice(0, -digits)}.${all.slice(-digits)}`
}

let known: Set<string> | undefined
const isCurrency = (code: string): boolean => {
  known ??= new Set(Intl.supportedValuesOf('currency'))
  return known.has(code)
}

const digitsOf = new Map<string, number>()
/** Decimals of a currency: 2 for GBP, 0 for JPY (ISO 4217, as Unicode's CLDR has it). */
export function minorDigits(currency: string): number {
  let digits = digitsOf.get(currency)
  if (digits === undefined) {
    digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
    digitsOf.set(currency, digits)
  }
  return digits
}

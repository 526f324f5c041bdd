import * as z from 'zod/mini'
import type { Field, FieldOptions, Held, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { oneLine } from './clean-text.ts'
import { textOperators } from './operators.ts'
import { named } from './sentences.ts'
import { lineSchema } from './text.ts'

export type UrlOptions = FieldOptions

const lengthMax = 2000

/** The address of a web page. Only http and https: it is shown as a link, and a `javascript:` link is an attack. */
export function url<const O extends UrlOptions>(
  options?: Only<O, UrlOptions>,
): Field<'url', Held<string, O>, Given<O>> {
  return field('url', options)
}

export const urlKind: Kind<UrlOptions, string> = {
  name: 'url',
  schema: options =>
    lineSchema(options, lengthMax).check(
      z.refine(isWebAddress, { error: complaint(options) }),
      z.meta({ format: 'uri' }),
    ),
  normalise: oneLine,
  comparison: 'text',
  operators: textOperators,
  empty: null,
  example: () => 'https://example.org/about',
  parse(cell, options) {
    const typed = oneLine(cell)
    const value = /^www\./i.test(typed) ? `https://${typed}` : typed
    return isWebAddress(value) ? { value } : { problem: complaint(options) }
  },
  format: value => value,
  merge: true,
}

function isWebAddress(value: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(value) && URL.canParse(value)
}

const complaint = (options: FieldOptions): string =>
  `${named(options)} is not the address of a web page: it begins with https:// or http://.`

import type * as z from 'zod/mini'
import type { Field, FieldOptions, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { country } from './country.ts'
import { emptinessOperators } from './operators.ts'
import { partsSchema } from './parts.ts'
import { named } from './sentences.ts'
import { text } from './text.ts'

export type Address = {
  line1: string | null
  line2: string | null
  city: string | null
  state: string | null
  postcode: string | null
  country: string | null
}

export type AddressOptions = FieldOptions

/** A postal address. Always an object; each of its lines is a field of its own: `address.city`. */
export function address<const O extends AddressOptions>(
  options?: Only<O, AddressOptions>,
): Field<'address', Address, Given<O>> {
  return field('address', options)
}

const parts = {
  line1: text({ label: 'Street', max: 200 }),
  line2: text({ label: 'Street, second line', max: 200 }),
  city: text({ label: 'City', max: 100 }),
  state: text({ label: 'County or state', max: 100 }),
  postcode: text({ label: 'Postcode', max: 20 }),
  country: country({ label: 'Country' }),
}

export const addressKind: Kind<AddressOptions, Address> = {
  name: 'address',
  schema: options => partsSchema(parts, options) as unknown as z.ZodMiniType<Address>,
  comparison: 'none',
  spread: true,
  operators: emptinessOperators,
  empty: null,
  example: () => ({
    line1: '1 High Street',
    line2: null,
    city: 'York',
    state: null,
    postcode: 'YO1 7HH',
    country: 'GB',
  }),
  parse: (_cell, options) => ({
    problem: `${named(options)} comes from several columns: street, city, postcode and so on.`,
  }),
  format: value => Object.values(value).filter(Boolean).join(', '),
  /** `search`, `filter`, roles and the form tab of the whole hold for its parts. */
  parts: ({ search, filter, group, sensitive, read, write, readOnly, history, merge }) => {
    const shared = { search, filter, group, sensitive, read, write, readOnly, history, merge }
    return Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, { ...part, options: { ...shared, ...part.options } }]),
    )
  },
}

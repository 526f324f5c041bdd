/**
 * What the screens know of a field: how a kind of field looks in a form, on a page, in a table and as a filter. One kind
 * is one file here, with the same name as its declaration in `api/model/fields`.
 */
import type { Field, FieldOptions, Json } from '@dormouse/model'
import type { ComponentType } from 'react'

// biome-ignore-start lint/suspicious/noExplicitAny: options of any kind; each view narrows them to its own kind's.
/** A field somewhere: which one, of which resource, under which name on screen. */
export interface FieldPlace<O extends FieldOptions = any> {
  resource: string
  /** `email`, `address.city`, `properties.shirtSize`. */
  path: string
  field: Field<string, unknown, O>
  label: string
}

export interface InputProps<O extends FieldOptions = any> extends FieldPlace<O> {
  help?: string
  required?: boolean
  /** Shown, but not to be changed: immutable after the create, or not this person's to write. */
  readOnly?: boolean
}

export interface ValueProps<O extends FieldOptions = any> extends FieldPlace<O> {
  /** Never empty: the screens write the dash for an empty one themselves. */
  value: any
  /** The record it stands in, for kinds that need a neighbour (a balance its currency). */
  record?: Record<string, unknown>
}

export interface FilterProps<O extends FieldOptions = any> extends FieldPlace<O> {
  /** The filter's present value under a suffix of the wire: `''` (is), `_gte`, `_contains`... */
  get(suffix: string): Json | undefined
  /** Sets some suffixes at once; undefined takes one away. */
  set(changes: Record<string, Json | undefined>): void
}

// biome-ignore-end lint/suspicious/noExplicitAny: options of any kind.
export type FieldInput = ComponentType<InputProps>

/**
 * Everything but the input. Inputs stand in `<kind>.input.tsx`, because the lists, which everybody opens first, need none
 * of them: they arrive with the first form.
 */
export interface FieldView {
  /** On the record's page, with all there is to say. */
  Show: ComponentType<ValueProps>
  /** In a table, one line. */
  Cell: ComponentType<ValueProps>
  /** Undefined where a kind cannot be filtered by. */
  Filter: ComponentType<FilterProps> | undefined
}

/** Ties a view's options to its kind's, so that a view cannot read an option that its kind does not have. */
export function view<O extends FieldOptions>(parts: {
  Show: ComponentType<ValueProps<O>>
  Cell?: ComponentType<ValueProps<O>>
  Filter: ComponentType<FilterProps<O>> | undefined
}): FieldView {
  return { Cell: parts.Show, ...parts } as FieldView
}

export const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && !Array.isArray(value) && Object.values(value).every(isEmpty))

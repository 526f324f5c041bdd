/**
 * `resource(name, declaration)`: the one thing a developer writes. Everything else is derived from it: routes,
 * validation, filters, permissions, unique and reference checks, history, OpenAPI, import, export, merge fields, screens.
 *
 * Declarations are checked when they load (`check.ts`); an error names `resource.field`.
 */
import type { Access, Role } from './access.ts'
import type { Field, Json } from './field.ts'

export type Fields = Record<string, Field>

/** What every record has besides its declared fields. (A type, not an interface, so that a record counts as JSON.) */
export type BaseRecord = {
  id: string
  createdAt: string
  createdBy: string
  updatedAt: string
  updatedBy: string
  version: number
}

/** What a stored record holds in a field of this type. */
export type ValueOf<F> = F extends Field<string, infer Value> ? Value : never

/** The stored record's type: `RecordOf<typeof contacts>`. */
export type RecordOf<R> = R extends { readonly fields: infer F extends Fields }
  ? BaseRecord & { [K in keyof F]: ValueOf<F[K]> }
  : never

type Values<F extends Fields> = BaseRecord & { [K in keyof F]: ValueOf<F[K]> }

/** A rule over the merged record; broken: 422 with the message at the field. Pure, and run in the form as well. */
export interface Rule<F extends Fields> {
  field: Extract<keyof F, string>
  message: string
  holds(record: Values<F>): boolean
}

/** Something that can be done to a record beyond editing it: a route, an OpenAPI operation, a button with a form. */
export interface Action {
  label: string
  /** One sentence for OpenAPI. */
  about?: string
  /** What the form asks for and the body carries. */
  input: Fields
  access: readonly Role[]
  /** Shown before it is done, where it cannot be undone. */
  confirm?: string
  /** Shown only where it holds. */
  when?(record: BaseRecord & Record<string, Json>): boolean
  /** Not offered by the derived screens: a screen made by hand does. */
  hidden?: boolean
}

export interface Declaration<F extends Fields> {
  /** [one, many], as people say them. */
  label: readonly [one: string, many: string]
  /** One sentence for OpenAPI and the empty list. */
  about?: string
  /** What a record is called on screen. */
  title(record: Values<F>): string
  sort: readonly [field: Extract<keyof F, string> | keyof BaseRecord, order: 'asc' | 'desc']
  fields: F
  access: Access
  /** The field that says whose a record is: a ref to staff (it is theirs), or a ref to a record whose owner counts. */
  own?: Extract<keyof F, string> | 'id'
  /** A flag: whoever reads their own may read (never change) the records where it is set, too. */
  shared?: Extract<keyof F, string>
  /** When it happened: what `within` of a relation rule looks at; `createdAt` when absent. */
  when?: Extract<keyof F, string>
  /** Compound keys: no two records may share all of these. */
  unique?: readonly (readonly Extract<keyof F, string>[])[]
  rules?: readonly Rule<F>[]
  actions?: Record<string, Action>
  /** How it lies in the store; `whole` when absent. */
  layout?:
    | { kind: 'partitioned'; by: Extract<keyof F, string>; countBy?: Extract<keyof F, string> }
    | { kind: 'sharded'; by: Extract<keyof F, string> }
  /** Whether its records keep change rows at all; true when absent. */
  history?: boolean
  /** Staff may add fields to it (custom properties under `properties.<key>`). */
  extensible?: boolean
  /** Its records can be seen as they were at an earlier moment (`?asOf=`). */
  past?: boolean
  /** Offered by the import. */
  importable?: boolean
  /** Notes, calls, tasks and files can be about its records: they have a timeline. */
  timeline?: boolean
  /** A single record, e.g. the settings: its id. */
  single?: string
  /** Where it stands in the menu; absent: not in the menu. */
  menu?: { group?: string; icon?: string; order?: number }
}

export interface Resource<F extends Fields = Fields> extends Declaration<F> {
  readonly name: string
}

export function resource<const F extends Fields>(name: string, declaration: Declaration<F>): Resource<F> {
  return { name, ...declaration }
}

export const action = (declaration: Action): Action => declaration

/** Any resource, its field types forgotten: what the register holds and generic code works on. */
// biome-ignore lint/suspicious/noExplicitAny: generic code has forgotten which types these are.
export type AnyResource = Resource<any>

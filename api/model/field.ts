/**
 * A field of a declaration, and what a kind of field must be able to do.
 *
 * A declaration holds plain data: `{ kind: 'text', options: { max: 120 } }`. Behaviour is looked up in `kinds` by name,
 * so that a field survives JSON (custom properties are declared by staff at run time) and the zod schemas, the filters,
 * the spreadsheet cells and the screens are all projections of the one declaration.
 */
import type * as z from 'zod/mini'
import type { Role } from './access.ts'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** What every field may say, whatever its kind. */
export interface FieldOptions {
  /** On screen; derived from the name when absent ("firstName" → "First name"). */
  label?: string
  /** Under the input, one sentence. */
  help?: string
  /** The form tab it stands on; the first tab when absent. */
  group?: string
  required?: boolean
  /** The value a create takes when it names none. A patch never re-applies it. */
  initial?: Json
  /** A value as it might be, for OpenAPI and for tests that try every field; the kind has one when absent. */
  example?: Json
  /** No two records may share it, after normalisation (unless a flag beside it says so). Enforced by the writer. */
  unique?: boolean | { unless: string }
  /** May be set by a create only. */
  immutable?: boolean
  /** Never set over REST: the writer keeps it. Ignored in bodies, so that a client can send back what it read. */
  readOnly?: boolean
  /** Masked in lists, exports and changes for roles that `read` does not name. */
  sensitive?: boolean
  /** Found by `q`. */
  search?: boolean
  /** A column of the list. */
  list?: boolean
  /** A filter in the side list (every readable field can be filtered over REST; this one is offered on screen). */
  filter?: boolean
  /** On no derived form, page, column or filter: a screen of its own keeps it. */
  hidden?: boolean
  /** Keeps change rows; true when absent. */
  history?: boolean
  /** May stand in a letter as a merge field; text-like kinds say yes when absent. */
  merge?: boolean
  /** Roles that may read / write it; whoever may read / write the record, when absent. */
  read?: readonly Role[]
  write?: readonly Role[]
}

/**
 * `Value` is what a stored record holds, null included where it may be empty. It exists for the type system alone (see
 * `RecordOf`); nothing is stored under it.
 */
export interface Field<K extends string = string, Value = unknown, O extends FieldOptions = FieldOptions> {
  readonly kind: K
  readonly options: O
  readonly '~value'?: Value
}

/** The value of a field in a stored record: null when it is empty, unless the declaration requires it. */
export type Held<Value, O> = O extends { required: true } ? Value : Value | null

/** How values of a kind are compared, filtered and sorted. */
export type Comparison = 'text' | 'number' | 'flag' | 'list' | 'none'

/** The operators of a rule (react-querybuilder's names), see `query.ts`. */
export type Operator =
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'contains'
  | 'doesNotContain'
  | 'beginsWith'
  | 'endsWith'
  | 'in'
  | 'notIn'
  | 'null'
  | 'notNull'
  | 'between'

// biome-ignore lint/suspicious/noExplicitAny: generic code has forgotten which types these are.
export interface Kind<O extends FieldOptions = any, Value = any> {
  readonly name: string
  /** The zod schema of a present value; its messages are sentences a member of staff understands. */
  schema(options: O): z.ZodMiniType<Value>
  /** The canonical form that is stored, and the form that `unique` and `=` compare. Identity when absent. */
  normalise?(value: Value, options: O): Value
  readonly comparison: Comparison
  readonly operators: readonly Operator[]
  /** The value of a field nobody filled in: null, or [] for lists. */
  readonly empty: null | readonly []
  /** A value as it might be, for OpenAPI and for tests that walk through all kinds. */
  example(options: O): Value
  /** Reads a spreadsheet cell that is not blank. Never guesses: what it cannot read is a sentence. */
  parse(cell: string, options: O): { value: Value } | { problem: string }
  /** Writes a spreadsheet cell. */
  format(value: Value, options: O): string
  /** Parts that have a field of their own, addressed by a dot: `address.city`, `value.amount`. */
  parts?(options: O): Record<string, Field>
  /** Always an object, never null; its parts are the leaves that are filtered, changed and shown one by one. */
  readonly spread?: boolean
  /** Text that is compared as it stands (dates, ids, codes); other text is compared without case and accents. */
  readonly exact?: boolean
  /** What is compared and sorted by, when it is not the value itself: the amount of money. */
  key?(value: Value): string | number | null
  /** May stand in a letter unless the field says otherwise. */
  readonly merge?: boolean
}

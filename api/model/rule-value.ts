/**
 * Values in rules arrive as forms and addresses have them: "3", "true", "a,b". Here they become what the field's kind
 * compares. The check of a rule and its matcher both read values through this, so that they agree.
 */
import type { Field, Json, Operator } from './field.ts'
import { canonicalInstant, isDate } from './fields/calendar.ts'
import { effective, kindOf, type Money } from './fields/index.ts'
import { isPlain } from './paths.ts'

export type Comparable = string | number | boolean | null

/** The operand of a rule: one value, two (`between`), or any number (`in`, `notIn`). */
export function operands(field: Field, operator: Operator, value: Json | undefined): Comparable[] | string {
  if (operator === 'null' || operator === 'notNull') return []
  const several = operator === 'in' || operator === 'notIn' || operator === 'between'
  if (Array.isArray(value) && !several) return `“${operator}” takes one value, not a list`
  const given = several ? listed(value) : [value ?? null]
  if (operator === 'between' && given.length !== 2) return '“between” takes two values'
  const read = given.map(each => operand(field, operator, each))
  return read.find((each): each is Trouble => each instanceof Trouble)?.sentence ?? (read as Comparable[])
}

const listed = (value: Json | undefined): Json[] =>
  Array.isArray(value) ? value : typeof value === 'string' ? value.split(',').map(part => part.trim()) : [value ?? null]

class Trouble {
  readonly sentence: string
  constructor(sentence: string) {
    this.sentence = sentence
  }
}

function operand(field: Field, operator: Operator, value: Json): Comparable | Trouble {
  if (value === null) return null
  const kind = kindOf(field)
  if (kind.comparison === 'number') return numberIn(value)
  if (kind.comparison === 'flag') return flagIn(value)
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    return new Trouble('its value must be text')
  }
  const typed = String(value)
  if (kind.name === 'date') return isDate(typed) ? typed : new Trouble('its value must be a date like 2026-05-03')
  if (kind.name === 'dateTime') return momentIn(typed)
  if (operator === 'contains' || operator === 'doesNotContain' || operator === 'beginsWith' || operator === 'endsWith')
    return typed
  return kind.comparison === 'text' && kind.normalise
    ? (kind.normalise(typed, effective(field).options) as string)
    : typed
}

function numberIn(value: Json): number | Trouble {
  const plain = isPlain(value) ? (value as unknown as Money).amount : value
  const number = typeof plain === 'string' && plain.trim() !== '' ? Number(plain) : plain
  return typeof number === 'number' && Number.isFinite(number) ? number : new Trouble('its value must be a number')
}

function flagIn(value: Json): boolean | Trouble {
  if (typeof value === 'boolean') return value
  return value === 'true' ? true : value === 'false' ? false : new Trouble('its value must be true or false')
}

/** A day stands for the whole local day: the matcher knows the zone. */
function momentIn(typed: string): string | Trouble {
  const moment = isDate(typed) ? typed : canonicalInstant(typed)
  return moment ?? new Trouble('its value must be a date or a time like 2026-05-03T09:00:00Z')
}

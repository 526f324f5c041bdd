/**
 * Makes records small: equal parts of different records become one. Records are never changed in place, so whoever
 * imported 5,000 people at once need not keep 5,000 copies of that moment, of an empty list or of "mail is fine".
 *
 * Which fields repeat is learnt while records go by: a field whose values rarely come again is left alone for a while.
 */
import type { Json } from '@dormouse/model'
import type { StoredRecord } from './view.ts'

/** V8's JSON parser shares strings up to this length by itself. */
const sharedByParser = 10
const textsMax = 20_000
const objectsPerField = 8
/** After so many looks a field whose hits are below a quarter rests for so many records. */
const looksPerJudgement = 512
const restLooks = 16_384

/** What is known of the values at one path, and of the paths below it. */
class Field {
  looks = 0
  hits = 0
  resting = 0
  /** Recent objects at this path. */
  readonly objects: { value: Holder; size: number }[] = []
  readonly fields = new Map<string, Field>()
}

type Holder = { [key: string]: Json }

/** Keys of one object that are learnt about; an object with more is a map, whose keys are not fields. */
const fieldsMax = 256
/** What stands for all keys beyond: it rests for ever. */
const strange = new Field()
strange.resting = Number.POSITIVE_INFINITY

const emptyList: readonly never[] = Object.freeze([])

export class Leanness {
  readonly #record = new Field()
  readonly #texts = new Map<string, string>()

  /** Replaces parts by equal ones that other records hold. The record must be fresh: nobody else reads it yet. */
  lean(record: StoredRecord): void {
    this.#share(record, this.#record)
  }

  /** The number of keys. */
  #share(holder: Holder, under: Field): number {
    let size = 0
    for (const key in holder) {
      size++
      const value = holder[key] as Json
      if (typeof value === 'string') {
        if (value.length > sharedByParser) holder[key] = this.#text(value, fieldOf(under, key))
      } else if (value !== null && typeof value === 'object') {
        if (!Array.isArray(value)) holder[key] = this.#object(value, fieldOf(under, key))
        else if (value.length === 0) holder[key] = emptyList as never
      }
    }
    return size
  }

  #text(value: string, field: Field): string {
    if (isResting(field)) return value
    const held = this.#texts.get(value)
    if (held !== undefined) {
      field.hits++
      return held
    }
    if (this.#texts.size >= textsMax) this.#texts.clear()
    this.#texts.set(value, value)
    return value
  }

  #object(value: Holder, field: Field): Holder {
    const size = this.#share(value, field)
    if (isResting(field)) return value
    for (const other of field.objects)
      if (other.size === size && holdsSame(other.value, value)) {
        field.hits++
        return other.value
      }
    if (field.objects.length < objectsPerField) field.objects.push({ value, size })
    else field.objects[field.looks % objectsPerField] = { value, size }
    return value
  }
}

function fieldOf(under: Field, key: string): Field {
  let field = under.fields.get(key)
  if (!field) {
    if (under.fields.size >= fieldsMax) return strange
    field = new Field()
    under.fields.set(key, field)
  }
  return field
}

function isResting(field: Field): boolean {
  if (field.resting > 0) {
    field.resting--
    return true
  }
  if (field.looks++ < looksPerJudgement) return false
  if (field.hits * 4 < field.looks) field.resting = restLooks
  field.looks = 0
  field.hits = 0
  return false
}

/** Every value of `b` is the very one in `a`: their own parts were shared before. */
function holdsSame(a: Holder, b: Holder): boolean {
  for (const key in b) if (a[key] !== b[key]) return false
  return true
}

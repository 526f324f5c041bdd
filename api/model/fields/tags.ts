import * as z from 'zod/mini'
import type { Field, FieldOptions, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { oneLine } from './clean-text.ts'
import { listOperators } from './operators.ts'
import { mustBe, named } from './sentences.ts'

export type TagsOptions = FieldOptions

export const tagLengthMax = 60
export const tagsMax = 100

/** Words that staff stick on a record. One spelling per word: "VIP" and "vip" are one tag. */
export function tags<const O extends TagsOptions>(options?: Only<O, TagsOptions>): Field<'tags', string[], Given<O>> {
  return field('tags', options)
}

export const tagsKind: Kind<TagsOptions, string[]> = {
  name: 'tags',
  schema: options =>
    z
      .array(tagSchema(options), { error: mustBe(options, 'a list of words') })
      .check(
        z.overwrite(tidy),
        z.minLength(options.required ? 1 : 0, { error: `${named(options)} must be filled in.` }),
        z.maxLength(tagsMax, { error: `${named(options)}: at most ${tagsMax} tags.` }),
      ),
  normalise: tidy,
  comparison: 'list',
  operators: listOperators,
  empty: [],
  example: () => ['volunteer', 'choir'],
  parse(cell, options) {
    const value = tidy(cell.split(/[,;|\n]/))
    const long = value.find(tag => tag.length > tagLengthMax)
    return long ? { problem: `${named(options)}: a tag has at most ${tagLengthMax} characters.` } : { value }
  },
  format: value => value.join(', '),
}

const tagSchema = (options: TagsOptions): z.ZodMiniString =>
  z.string({ error: `${named(options)} must be a list of words.` }).check(
    z.maxLength(tagLengthMax, { error: `${named(options)}: a tag has at most ${tagLengthMax} characters.` }),
    // As it will be stored: the Greek question mark is a semicolon once it is composed.
    z.refine(tag => !/[,;|]/.test(oneLine(tag)), {
      error: `${named(options)}: a tag holds no comma and no semicolon.`,
    }),
  )

function tidy(values: string[]): string[] {
  const bySpelling = new Map<string, string>()
  for (const value of values) {
    const tag = oneLine(value)
    if (tag !== '' && !bySpelling.has(tag.toLowerCase())) bySpelling.set(tag.toLowerCase(), tag)
  }
  return [...bySpelling.values()]
}

/** The tags with some put on and some taken off. One spelling per word, and the one that is there already stays. */
export function retagged(held: readonly string[], add: readonly string[], remove: readonly string[]): string[] {
  const gone = new Set(remove.map(word => oneLine(word).toLowerCase()))
  return tidy([...held.filter(word => !gone.has(word.toLowerCase())), ...add])
}

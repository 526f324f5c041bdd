import * as z from 'zod/mini'
import type { Field, FieldOptions, Held, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { emptinessOperators } from './operators.ts'
import { idSchema } from './ref.ts'
import { mustBe, named } from './sentences.ts'

/** A file in the documents store; `id` is what its download is asked for by. */
export type FileValue = {
  id: string
  name: string
  contentType: string
  sizeBytes: number
}

export interface FileOptions extends FieldOptions {
  /** Content types taken, `image/*` allowed; everything the documents store takes, when absent. */
  accept?: readonly string[]
  sizeBytesMax?: number
}

const sizeBytesMax = 50_000_000

/** One uploaded file. */
export function file<const O extends FileOptions>(
  options?: Only<O, FileOptions>,
): Field<'file', Held<FileValue, O>, Given<O>> {
  return field('file', options)
}

export const fileKind: Kind<FileOptions, FileValue> = {
  name: 'file',
  schema: options =>
    z.strictObject(
      {
        id: idSchema(options),
        name: z
          .string({ error: `${named(options)} needs a file name.` })
          .check(z.maxLength(255, { error: `${named(options)} has too long a name.` })),
        contentType: z.string({ error: `${named(options)} needs a content type.` }).check(
          z.refine(type => accepted(type, options.accept), {
            error: `${named(options)} is not of a type that is taken here.`,
          }),
        ),
        sizeBytes: z
          .int({ error: `${named(options)} needs its size in bytes.` })
          .check(
            z.gte(0, { error: `${named(options)} needs its size in bytes.` }),
            z.lte(options.sizeBytesMax ?? sizeBytesMax, { error: `${named(options)} is too large.` }),
          ),
      },
      { error: mustBe(options, 'an uploaded file') },
    ),
  comparison: 'none',
  operators: emptinessOperators,
  empty: null,
  example: options => ({
    id: '0197f6a0-0000-7000-8000-000000000001',
    name: 'photo.png',
    contentType: options.accept?.[0]?.replace('*', 'png') ?? 'image/png',
    sizeBytes: 20_480,
  }),
  parse: (_cell, options) => ({ problem: `${named(options)} can't come from a spreadsheet: upload the file.` }),
  format: value => value.name,
}

/** The type travels in a header when the file is fetched. */
const contentType = /^[\w.+-]{1,127}\/[\w.+-]{1,127}$/

const accepted = (type: string, accept: readonly string[] | undefined): boolean =>
  contentType.test(type) &&
  (!accept || accept.some(each => (each.endsWith('/*') ? type.startsWith(each.slice(0, -1)) : type === each)))

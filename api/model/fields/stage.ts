import type { Field, Held, Kind } from '../field.ts'
import { field, type Given, type Only } from './builder.ts'
import { type RefOptions, refKind, type WithTarget } from './ref.ts'

/**
 * A place in a pipeline: the id of one of the `stages` whose `pipeline` this is. The writer refuses moves that the
 * stage does not allow, keeps the sibling `stageEnteredAt`, and records every move in `transitions`.
 */
export function stage<const P extends string, const O extends RefOptions>(
  pipeline: P,
  options?: Only<O, RefOptions>,
): Field<'stage', Held<string, O>, Given<O> & { to: 'stages'; pipeline: P }> {
  return field('stage', { ...options, to: 'stages', pipeline })
}

export const stageKind: Kind<WithTarget & { pipeline: string }, string> = { ...refKind, name: 'stage' }

/** A line of the table of faults. */
import type { Verdict } from '../../test/worker/verdict.ts'
import { whole } from '../table.ts'

export interface Row extends Verdict {
  fault: string
  /** How often it struck, in its own words. */
  struck: string
  /** More than this may not be uncertain. */
  uncertainMax: number
  /** Uncertain once the service's events have come in; undefined: there are none. */
  afterEvents?: number
}

export const columns = [
  'fault',
  'struck',
  'sent',
  'duplicates',
  'lost',
  'uncertain',
  'at most',
  'after the events',
  'not sent, listed',
]

export const cells = (row: Row): (string | number)[] => [
  row.fault,
  row.struck,
  whole(row.sent),
  row.duplicates,
  row.lost,
  whole(row.uncertain),
  whole(row.uncertainMax),
  row.afterEvents === undefined ? '–' : whole(row.afterEvents),
  whole(row.notSent),
]

export const isKept = ({ duplicates, lost, uncertain, uncertainMax }: Row): boolean =>
  duplicates === 0 && lost === 0 && uncertain <= uncertainMax

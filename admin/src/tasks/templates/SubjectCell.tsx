import type { ValueProps } from '../../fields/view.ts'
import { useMergeFields } from './mergeFields.ts'
import { readableLine } from './readableLine.ts'

/** A letter's subject in a list, with the names of its fields. */
export const SubjectCell = ({ value }: ValueProps) => readableLine(String(value ?? ''), useMergeFields())

/**
 * Finds the view of a field. Views of composite fields need the views of their parts, and the table of all views needs
 * them: this file breaks the circle, `index.ts` fills it.
 */
import { effective, type Field, kindOf } from '@dormouse/model'
import type { FieldView } from './view.ts'

let views: Record<string, FieldView> = {}

export function fillRegistry(all: Record<string, FieldView>): void {
  views = all
}

/** The view of the field's own kind. */
export function viewOf(field: Field): FieldView {
  const found = views[field.kind]
  if (!found) throw new Error(`There is no view for the kind of field "${field.kind}".`)
  return found
}

/** The field as it behaves: a computed date is shown, filtered and sorted as a date. */
export const behaving = (field: Field): Field => effective(field)

/** What the model says about ordering: whether a column can be sorted, and on which side its values stand. */
export function ordering(field: Field): { sortable: boolean; align: 'left' | 'right' } {
  const { comparison } = kindOf(field)
  return { sortable: comparison !== 'none' && comparison !== 'list', align: comparison === 'number' ? 'right' : 'left' }
}

/** Whether its values are lists, of which a filter names members. */
export const holdsMany = (field: Field): boolean => kindOf(field).comparison === 'list'

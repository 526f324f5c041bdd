import type { FieldView } from './view.ts'

/**
 * The place of the custom properties. It has no view of its own: each property is a field with a kind of its own, and
 * the screens show those (`usePlaces`).
 */
export const custom: FieldView = {
  Show: () => null,
  Cell: () => null,
  Filter: undefined,
}

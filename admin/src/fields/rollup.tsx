import { computed } from './computed.tsx'
import type { FieldView } from './view.ts'

/** A figure over related records looks as a computed value does: by the kind of its result. */
export const rollup: FieldView = computed

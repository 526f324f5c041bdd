/** Which operators the kinds offer. `null` and `notNull` ("is empty", "is filled in") everybody has. */
import type { Operator } from '../field.ts'

const emptiness: readonly Operator[] = ['null', 'notNull']
const equality: readonly Operator[] = ['=', '!=', 'in', 'notIn']
const order: readonly Operator[] = ['<', '<=', '>', '>=', 'between']
const parts: readonly Operator[] = ['contains', 'doesNotContain', 'beginsWith', 'endsWith']

export const textOperators = [...equality, ...parts, ...order, ...emptiness]
export const longTextOperators = [...parts, ...emptiness]
export const numberOperators = [...equality, ...order, ...emptiness]
export const choiceOperators = [...equality, ...emptiness]
export const listOperators: readonly Operator[] = [...equality, 'contains', 'doesNotContain', ...emptiness]
export const flagOperators: readonly Operator[] = ['=', '!=', ...emptiness]
export const emptinessOperators = emptiness

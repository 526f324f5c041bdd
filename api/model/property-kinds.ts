/** The kinds that a field made by clicking may have: those whose whole behaviour is data. */
import type { KindName } from './fields/builder.ts'

export const propertyKinds = [
  'text',
  'longText',
  'email',
  'phone',
  'url',
  'integer',
  'decimal',
  'money',
  'percent',
  'flag',
  'date',
  'dateTime',
  'choice',
  'choices',
  'tags',
  'country',
  'ref',
  'refs',
] as const satisfies readonly KindName[]

/** Keys become paths (`properties.shirtSize`) and names of plain object keys. */
export const propertyKeyPattern = '^(?!constructor$|prototype$|toString$|valueOf$)[a-z][A-Za-z0-9]{0,59}$'

import type { ValueProps } from '../fields/view.ts'
import { PersonName } from '../screens/PersonName.tsx'

/** For fields that hold who did something: a member of staff, or a part of the product, which is no record. */
export const PersonCell = ({ value }: ValueProps) => <PersonName id={value} />

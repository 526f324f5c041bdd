import type { RuleGroup } from '@dormouse/model'
import type { ValueProps } from '../../fields/view.ts'
import { Sentences } from './Sentences.tsx'

/** Who belongs to a group, wherever it is shown among other fields: on its page of an earlier day. */
export const MatchCell = ({ value }: ValueProps) => <Sentences group={value as RuleGroup | null} />

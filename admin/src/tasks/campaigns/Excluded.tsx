/** "21 will not: see why", and "3 people would see a gap: see who". */
import { More } from '../parts/More.tsx'
import { reasonCode, useReason } from '../parts/reasons.ts'
import { useWords } from '../parts/words.ts'
import type { CheckResult } from './campaign.ts'
import { PeopleByReason } from './PeopleByReason.tsx'
import { useFieldLabel } from './useFieldLabel.ts'

/** `name`: of the campaign; the files are called after it. */
interface ListProps {
  result: CheckResult
  name: string
}

export function Excluded({ result, name }: ListProps) {
  const words = useWords()
  const reason = useReason()
  if (result.excluded.length === 0) return null
  return (
    <More title={words('campaigns.check.excluded', { count: result.excludedCount })} sx={{ mt: 1.5 }}>
      <PeopleByReason
        lines={result.excluded.map(each => ({ ...each, reason: reasonCode(each.reason) }))}
        count={result.excludedCount}
        say={reason}
        fileName={`${name || 'campaign'}-${words('campaigns.check.file')}`}
      />
    </More>
  )
}

export function WithGaps({ result, name }: ListProps) {
  const words = useWords()
  const label = useFieldLabel()
  if (result.blanks.length === 0) return null
  return (
    <More title={words('campaigns.check.whoSeesGaps')} sx={{ mt: 1 }}>
      <PeopleByReason
        lines={result.blanks.map(({ contactId, field }) => ({ contactId, reason: field }))}
        count={result.blanksCount}
        say={field => words('campaigns.check.without', { field: label(field) })}
        fileName={`${name || 'campaign'}-${words('campaigns.check.gapsFile')}`}
      />
    </More>
  )
}

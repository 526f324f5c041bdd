/** Why a campaign stopped by itself, in the reader's language and on the organisation's clocks. */
import { useSaid } from '../../i18n/useSaid.ts'
import { useLeaving, useZone } from '../parts/time.ts'
import { useNumber, useWords } from '../parts/words.ts'
import type { CampaignRecord } from './campaign.ts'

/** What only the mail service explains stays as it says it. */
export function useWhyStopped(): (campaign: Pick<CampaignRecord, 'cause' | 'reason'>) => string {
  const words = useWords()
  const said = useSaid()
  const number = useNumber()
  const leaving = useLeaving()
  const zone = useZone()
  return ({ cause, reason }) => {
    switch (cause?.code) {
      case 'overdue':
        return words('campaigns.stopped.overdue', {
          when: leaving(cause.scheduledAt),
          zone: zone.replaceAll('_', ' '),
        })
      case 'bounced':
      case 'complained':
        return words(`campaigns.stopped.${cause.code}`, { count: cause.count, of: number(cause.of) })
      default:
        return reason ? said(reason) : words('campaigns.attention')
    }
  }
}

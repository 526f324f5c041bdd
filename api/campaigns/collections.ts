/** What campaigns keep beside their resources. */
import type { CollectionSpec, StoredRecord } from '../store/view.ts'

/**
 * The letters as they were sent: frozen at the first send, one record for each version, `<campaignId>-<version>`. Apart
 * from the campaigns, because they are large and hardly ever read.
 */
export const lettersSpec: CollectionSpec = { name: 'letters', layout: { kind: 'partitioned', by: 'campaignId' } }

export const letterId = (campaignId: string, version: number): string => `${campaignId}-${version}`

export interface FrozenLetter extends StoredRecord {
  campaignId: string
  contentVersion: number
  subject: string
  preheader: string | null
  body: string
  text: string | null
  layout: string | null
  language: string | null
}

/** The Check step: who gets it, who does not and why, whose letter would have a gap. What it says is what will happen. */
import type { Clock } from '../clock.ts'
import { compileLetter, type Letter } from '../mail/render.ts'
import type { Reader, StoredRecord, View } from '../store/view.ts'
import { type AudienceRow, audienceOf, readAudience, resolveAudience } from './audience.ts'
import { letterNow } from './preview.ts'

export interface CheckDeps {
  reader: Pick<Reader, 'read'>
  clock: Clock
  addressHash(address: string): string
}

export interface Checked {
  willReceive: number
  /** Some of those who get it, to page through. */
  readers: string[]
  excluded: { contactId: string; reason: string }[]
  excludedCount: number
  blanks: { contactId: string; field: string }[]
  blanksCount: number
  /** Why the letter itself can't be sent; null: it can. */
  problem: string | null
}

/** Lists are cut here (the counts are not): nobody reads further, and an answer stays an answer. */
const listedMax = 5_000
const readersMax = 1_000

export function checkCampaign(campaignId: string, { reader, clock, addressHash }: CheckDeps): Promise<Checked> {
  return readAudience(
    reader,
    view => ({ audience: audienceOf(campaignIn(view, campaignId)) }),
    { collections: ['templates'], partitions: [['letters', campaignId]] },
    (view, audience) => {
      const campaign = campaignIn(view, campaignId)
      const onePer = campaign.onePer === 'person' ? 'person' : 'address'
      const rows = resolveAudience(view, audience, { onePer, nowMs: clock.nowMs(), addressHash })
      return checked(view, rows, letterNow(view, campaign))
    },
  )
}

function checked(view: View, rows: readonly AudienceRow[], letter: Letter | undefined): Checked {
  const receiving = rows.filter(row => !row.skip)
  const excluded = rows.filter(row => row.skip)
  const compiled = letter && compileLetter(letter)
  const people = view.table('contacts')
  const blanks: Checked['blanks'] = []
  let blanksCount = 0
  for (const { contactId } of compiled?.ok ? receiving : []) {
    const person = people.get(contactId)
    if (!person || !compiled?.ok) continue
    for (const field of compiled.letter.blanks(person)) {
      blanksCount++
      if (blanks.length < listedMax) blanks.push({ contactId, field })
    }
  }
  return {
    willReceive: receiving.length,
    readers: receiving.slice(0, readersMax).map(({ contactId }) => contactId),
    excluded: excluded.slice(0, listedMax).map(({ contactId, skip }) => ({ contactId, reason: skip ?? '' })),
    excludedCount: excluded.length,
    blanks,
    blanksCount,
    problem: !compiled ? 'Choose a template.' : compiled.ok ? null : compiled.problem.message,
  }
}

/** The route has found it; it may have gone since, and then nobody is in its audience. */
const campaignIn = (view: Pick<View, 'table'>, id: string): StoredRecord =>
  view.table('campaigns').get(id) ?? ({ id } as StoredRecord)

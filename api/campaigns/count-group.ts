/** How many people a group holds while it is being put together: all of them, those who can be written to, ten names. */
import { type Actor, checkRules, contacts, type Json, type Problem, type RuleGroup, refuse } from '@dormouse/model'
import { propertiesOf } from '../read/properties.ts'
import { type Row, shownTo } from '../read/shown.ts'
import type { View } from '../store/view.ts'
import { audienceCollections, mailRulesIn, readAudience } from './audience.ts'
import type { CheckDeps } from './check.ts'
import { whyNotMailable } from './mailable.ts'
import { ids, membership, type Selection } from './selection.ts'

const sampleMax = 10
const keys = ['match', 'include', 'exclude']

export interface GroupCount {
  total: number
  mailable: number
  sample: Row[]
  notMailable: Record<string, number>
}

type Counted = { ok: true; value: GroupCount } | { ok: false; problem: Problem }

export async function countGroup(body: { [key: string]: Json }, actor: Actor, deps: CheckDeps): Promise<Counted> {
  const unknown = Object.keys(body).find(key => !keys.includes(key))
  if (unknown)
    return refuse('invalid', `There is no "${unknown}" in a group.`, {
      errors: { [unknown]: 'There is no such field.' },
    })
  const properties = await deps.reader.read({ collections: ['properties'] }, view => propertiesOf(view, contacts))
  const { match = null } = body
  const problem = match === null ? undefined : checkRules(contacts, match, properties, { role: actor.role })
  if (problem) return { ok: false, problem }
  const selection: Selection = {
    match: match as unknown as RuleGroup | null,
    include: ids(body.include),
    exclude: ids(body.exclude),
  }
  const nobody = { segmentIds: [], contactIds: [], exceptSegmentIds: [], exceptContactIds: [] }
  const value = await readAudience(
    deps.reader,
    () => ({ audience: nobody, extra: [selection] }),
    { collections: audienceCollections },
    view => counted(view, selection, actor, deps),
  )
  return { ok: true, value }
}

function counted(view: View, selection: Selection, actor: Actor, deps: CheckDeps): GroupCount {
  const belongs = membership(view, selection, deps.clock.nowMs())
  const rules = mailRulesIn(view, deps.addressHash)
  const show = shownTo(view, contacts, actor, propertiesOf(view, contacts))
  const count: GroupCount = { total: 0, mailable: 0, sample: [], notMailable: {} }
  for (const person of view.table('contacts').values()) {
    if (!belongs(person)) continue
    count.total++
    const why = whyNotMailable(person, rules)
    if (why) count.notMailable[why] = (count.notMailable[why] ?? 0) + 1
    else count.mailable++
    if (count.sample.length < sampleMax) count.sample.push(show(person))
  }
  return count
}

/** What a restore did, or would do, in sentences. */
import { count, listed, moment } from '../operations/words.ts'
import { labelOf, type Restoring } from './plan.ts'

export function report(
  say: (line: string) => void,
  { counts, mended, waiting }: Restoring,
  at: string,
  how: 'did' | 'would',
): void {
  if (counts.size === 0) {
    say(`Everything is as it was at ${moment(at)}: there is nothing to restore.`)
    return
  }
  say(how === 'did' ? `Restored to ${moment(at)}:` : `A restore to ${moment(at)} would do this:`)
  for (const [name, { back, gone, changed }] of counts) {
    const parts = [
      ...(back > 0 ? [`${figure(back)} ${verb(back, 'come')} back`] : []),
      ...(gone > 0 ? [`${figure(gone)} made since ${verb(gone, 'go')}`] : []),
      ...(changed > 0 ? [`${figure(changed)} ${verb(changed, 'change')}`] : []),
    ]
    say(`  ${labelOf(name, 2)}: ${listed(parts)}`)
  }
  const { kept, dropped, renamed } = mended
  if (kept.length > 0) say(`${named(kept)} ${verb(kept.length, 'stay')}, because something that stays refers to it.`)
  if (dropped.length > 0) say(`${named(dropped)} cannot come back: what it belongs to is gone for good.`)
  if (renamed.length > 0) say(`${named(renamed)} got another name or address, because the one of then is taken by now.`)
  if (waiting.length > 0)
    say(`${count(waiting.length, 'campaign')} ${verb(waiting.length, 'wait')} for a person: ${named(waiting)}.`)
  say('Deliveries, blocked addresses, withdrawn consent, erasures, the log, staff and passwords stay as they are now.')
}

const figure = (n: number): string => n.toLocaleString('en')
const verb = (n: number, plural: string): string => (n === 1 ? (plural === 'go' ? 'goes' : `${plural}s`) : plural)

/** A terminal is no place for thousands. */
const namesMax = 12
const named = (names: readonly string[]): string =>
  names.length <= namesMax
    ? listed(names)
    : `${names.slice(0, namesMax).join(', ')} and ${names.length - namesMax} more`

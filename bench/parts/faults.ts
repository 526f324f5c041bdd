/**
 * Everything that may go wrong while a campaign is sent, over as many recipients as are wished: workers that die at each of
 * their requests, two at once, a mail service at its worst, processes that are killed. Ends with an error where a promise
 * was broken. The tests run the same over fewer recipients.
 */
import { deaths, takenOver } from '../faults/deaths.ts'
import { killedServers, killedWorkers } from '../faults/processes.ts'
import { cells, columns, isKept, type Row } from '../faults/row.ts'
import { serviceFaults } from '../faults/service.ts'
import { type Figures, seconds, whole } from '../table.ts'

const kills = 12

export async function faults({ recipients }: { recipients: number }): Promise<Figures> {
  const rows: Row[] = []
  const beganMs = performance.now()
  const take = (row: Row) => {
    rows.push(row)
    process.stderr.write(`${cells(row).join(' | ')} | ${seconds((performance.now() - beganMs) / 1000)}\n`)
  }
  take(await deaths(recipients, 'before'))
  take(await deaths(recipients, 'after'))
  take(await takenOver(recipients))
  for await (const row of serviceFaults(recipients)) take(row)
  take(await killedWorkers(recipients, kills, 1))
  take(await killedWorkers(recipients, kills, 2))
  take(await killedServers(recipients, kills, false))
  take(await killedServers(recipients, kills, true))
  const broken = rows.filter(row => !isKept(row))
  if (broken.length > 0) throw new Error(`broken: ${broken.map(({ fault }) => fault).join('; ')}`)
  return {
    part: 'faults',
    title: `A campaign to ${whole(recipients)} while things go wrong`,
    columns,
    rows: rows.map(cells),
    notes: [
      `${whole(recipients)} recipients. Sent: what the mail service took. Lost: people without a mail of whom the ledger says otherwise, or nothing.`,
      'Uncertain: listed under "Not sure" when the campaign was done; at most: the letters that were under way when something died, or the answers that were lost. The events are those of the service; workers in one process have none. What is uncertain after them never left, or nobody knows.',
    ],
  }
}

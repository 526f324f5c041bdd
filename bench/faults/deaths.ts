/** Workers that die at every request they make, and workers that take a campaign over from each other, in one process. */
import type { Sender } from '../../api/mail/sender.ts'
import { type House, openHouse, people } from '../../test/worker/house.ts'
import { relay } from '../../test/worker/mortal.ts'
import { verdictOf } from '../../test/worker/verdict.ts'
import { Doubt } from './doubt.ts'
import type { Row } from './row.ts'

const parallel = 50
const handOverMs = 1

function keeper(house: House) {
  const mails: string[] = []
  const sender: Sender = {
    feedback: false,
    parallel,
    quota: async () => ({}),
    async send({ tags }) {
      mails.push(tags?.deliveryId ?? '')
      await house.clock.wait(handOverMs)
      return { kind: 'accepted', messageId: `m${mails.length}` }
    },
    close: async () => undefined,
  }
  return { mails, sender }
}

async function campaigning(
  recipients: number,
  work: (house: House, sender: Sender) => Promise<Pick<Row, 'fault' | 'struck' | 'uncertainMax'>>,
): Promise<Row> {
  const house = await openHouse()
  try {
    await house.furnish(people(recipients))
    await house.campaign('c1')
    await house.act('c1', 'send')
    const { mails, sender } = keeper(house)
    const told = await work(house, sender)
    return { ...told, ...verdictOf(recipients, mails, await house.deliveries('c1')) }
  } finally {
    await house.close()
  }
}

export const deaths = (recipients: number, when: 'before' | 'after'): Promise<Row> =>
  campaigning(recipients, async (house, sender) => {
    const doubt = new Doubt()
    const { deaths } = await relay(house, 'c1', sender, when, () => doubt.died(house, 1))
    const fault = `a worker dies at its 1st request, the next at its 2nd, and so on (${when} it took effect)`
    return { fault, struck: `${deaths} deaths`, uncertainMax: doubt.most }
  })

const takeOvers = 20

/** Nobody dies: each worker goes on beside its successor until it is told that it was overtaken. */
export const takenOver = (recipients: number): Promise<Row> =>
  campaigning(recipients, async (house, sender) => {
    const workers: Promise<string>[] = []
    for (let count = 0; count < takeOvers; count++) {
      workers.push(house.work('c1', sender))
      await house.clock.wait(300)
    }
    await Promise.all(workers)
    const last = await house.work('c1', sender)
    return {
      fault: 'a worker is taken over by another one while it is sending',
      struck: `${takeOvers} workers, at the end: ${last}`,
      // All of them live to say what became of their mails.
      uncertainMax: 0,
    }
  })

/** Workers that die in the middle of something: their process is gone, whatever they had asked for. */
import type { House, Outside } from './house.ts'

type Asking = (...input: never[]) => Promise<unknown>

/** From its `step`-th request on the worker is dead: nothing it asks for is answered any more. */
export function deathAt(step: number, when: 'before' | 'after') {
  let asked = 0
  let die: () => void = () => undefined
  const died = new Promise<'died'>(resolve => {
    die = () => resolve('died')
  })
  const never = new Promise<never>(() => undefined)
  const mortal = <F extends Asking>(ask: F): F =>
    (async (...input: Parameters<F>) => {
      asked += 1
      if (asked > step || (asked === step && when === 'before')) {
        die()
        return never
      }
      const answer = await ask(...input)
      if (asked >= step) {
        die()
        return never
      }
      return answer
    }) as F
  const through = ({ reader, submit, exchange, sender, clock }: Outside): Outside => ({
    reader: {
      ...reader,
      read: mortal(reader.read.bind(reader) as Asking) as typeof reader.read,
      outcome: reader.outcome.bind(reader),
    },
    submit: mortal(submit as Asking) as typeof submit,
    exchange: { ...exchange, get: mortal(exchange.get.bind(exchange)), put: mortal(exchange.put.bind(exchange)) },
    sender: { ...sender, send: mortal(sender.send) },
    clock,
  })
  return { through, died }
}

/** What a worker asks for before its first mail, and a bit more: each of these is died at. */
const everyStepUntil = 100
const stepsLater = 37
const livesMax = 2_000

/**
 * One campaign, and one worker after another that dies: the first at its first request, the second at its second, and so
 * on until one gets through. `mourn`: what is done between a death and the next worker.
 */
export async function relay(
  house: House,
  campaignId: string,
  sender: Outside['sender'],
  when: 'before' | 'after',
  mourn: () => Promise<void>,
): Promise<{ deaths: number }> {
  let step = 1
  for (let deaths = 0; deaths < livesMax; deaths++) {
    const { through, died } = deathAt(step, when)
    if ((await Promise.race([house.work(campaignId, sender, { through }), died])) !== 'died') return { deaths }
    await mourn()
    step += step < everyStepUntil ? 1 : stepsLater
  }
  throw new Error(`${livesMax} workers died one after another`)
}

/** What an empty store is given at its first start: sample data, or nothing but the page that makes the first account. */
import type { Actor } from '@dormouse/model'
import { demoStaff, seedDemo } from './demo/index.ts'
import type { BaseDeps } from './deps.ts'
import { addressHash } from './mail/address-hash.ts'
import { StartError } from './start.ts'

const system: Actor = { id: 'start', role: 'system' }

interface Found {
  staff: number
  sequence: number
  /** Sample data were begun here. */
  begun: boolean
  /** ... and got as far as the last account. */
  finished: boolean
}

export async function bootstrap(deps: BaseDeps, say: (line: string) => void): Promise<void> {
  const { config, reader } = deps
  const last = demoStaff.at(-1)?.id ?? ''
  const found: Found = await reader.read({ collections: ['staff', 'credentials'] }, view => ({
    staff: view.table('staff').size,
    sequence: view.sequence,
    begun: view.table('staff').get(last) !== undefined,
    finished: view.table('credentials').get(last) !== undefined,
  }))
  const isUnfinished = found.begun && !found.finished
  if (config.seed === 'demo' && (found.sequence === 0 || isUnfinished)) {
    say('Filling the empty data folder with sample data ...')
    const hash = (address: string) => addressHash(deps.secrets.addressHashKey, address)
    await seedDemo({ ...deps, addressHash: hash })
    return
  }
  if (config.seedAsked && config.seed === 'demo' && !found.begun)
    throw new StartError('SEED=demo is refused because the store is not empty: name another folder in STORE_URL.')
  if (config.auth.kind === 'none' && found.staff === 0) await localRoot(deps)
}

/** Without sign-in there is one person, and what they do needs a name in the history. */
async function localRoot({ submit }: BaseDeps): Promise<void> {
  const input = { staffId: 'local', name: 'Local root', email: 'root@dormouse.invalid', hash: null }
  const { outcome } = await submit({ type: 'identity.setUp', actor: system, input })
  if (!outcome?.ok) throw new StartError('The first account could not be made: look at the log for why.')
}

/** Resources that nobody writes, because their rows follow from other records: what makes a row of each. */
import type { Server } from '../api/server.ts'
import type { Sampling } from './sampler.ts'

export interface Makers {
  make(resource: string, sampling?: Sampling, given?: object): Promise<string>
  server: Server
}

export const projected: Record<string, (makers: Makers, sampling: Sampling) => Promise<string>> = {
  /** Making a person is a change. */
  async changes({ make, server }, { owner }) {
    const recordId = await make('contacts', { owner })
    const filter = encodeURIComponent(JSON.stringify({ resource: 'contacts', recordId }))
    const reply = await server.ask('GET', `/api/changes?filter=${filter}`, { as: 'root' })
    return String(reply.body[0].id)
  },

  /** A delivery that has come to something. */
  async received({ make, server }, { owner }) {
    const [campaignId, contactId] = [await make('campaigns', { bare: true }), await make('contacts', { owner })]
    const id = `${campaignId}_${contactId}`
    const attempts = [{ attempt: 1, wave: 1, state: 'delivered', at: '2026-05-03T09:00:00.000Z' }]
    const values = { campaignId, contactId, state: 'delivered', attempts }
    await server.write([{ resource: 'deliveries', op: 'create', id, values }])
    return id
  },
}

/** An import as the server tells it, and the requests that move it on. */
import { ApiError, call } from '../../api.ts'

export type OnDuplicate = 'update' | 'skip' | 'ask'

export interface Column {
  name: string
  samples: string[]
  guess: string | null
}

export interface Job {
  id: string
  filename: string
  columns: Column[]
  rows: number
  mapping: Record<string, string | null> | null
  onDuplicate: OnDuplicate
  status: string
  reason?: string | null
  counts: Record<string, number>
  kept?: unknown[] | null
  hasHeader?: boolean
}

export interface Preview {
  create: number
  update: number
  skip: number
  ask: number
  problems: number
  unmapped: string[]
  problemRows?: { number: number; message: string; cells: string[] }[]
  examples?: { number: number; does: 'create' | 'update' | 'skip' | 'ask'; values: Record<string, unknown> }[]
}

/** Straight to the API; where a gateway in front of it takes no file of that size, by way of the exchange store. */
export async function upload(file: File): Promise<Job> {
  const query = new URLSearchParams({ resource: 'contacts', filename: file.name })
  try {
    return await call<Job>('POST', `/imports?${query}`, file)
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 413) throw error
  }
  const slot = await call<{ id: string; url: string; fields: Record<string, string> }>('POST', '/uploads', {
    filename: file.name,
    contentType: file.type || 'text/csv',
    sizeBytes: file.size,
  })
  await deliver(slot, file)
  query.set('upload', slot.id)
  return call<Job>('POST', `/imports?${query}`)
}

/** To the exchange store itself, with the form it asked for; no token of ours goes there. */
async function deliver(slot: { url: string; fields: Record<string, string> }, file: File): Promise<void> {
  const form = new FormData()
  for (const [name, value] of Object.entries(slot.fields)) form.append(name, value)
  form.append('file', file)
  const response = await fetch(slot.url, { method: 'POST', body: form })
  if (!response.ok) throw new Error(`The file could not be stored (${response.status}). Try again.`)
}

export const load = (id: string) => call<Job>('GET', `/imports/${encodeURIComponent(id)}`)
export const save = (id: string, changes: Partial<Job>) =>
  call<Job>('PUT', `/imports/${encodeURIComponent(id)}`, changes)
export const preview = (id: string) => call<Preview>('POST', `/imports/${encodeURIComponent(id)}/preview`)
export const apply = (id: string) => call<Job>('POST', `/imports/${encodeURIComponent(id)}/apply`)
export const undo = (id: string) => call<Job>('POST', `/imports/${encodeURIComponent(id)}/undo`)
export const problems = (id: string) => call<string>('GET', `/imports/${encodeURIComponent(id)}/problems`)

export const isRunning = (status: string | undefined): boolean => status === 'applying' || status === 'undoing'
export const isOver = (status: string | undefined): boolean =>
  status === 'done' || status === 'undone' || status === 'failed'

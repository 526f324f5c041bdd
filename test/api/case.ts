/** One question to the API and what its answer must look like. */
import type { Person } from './server.ts'

export interface Case {
  name: string
  as?: Person
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  /** Sent as the query's `filter`, in JSON. */
  filter?: unknown
  body?: unknown
  headers?: Record<string, string>
  status: number
  contains?: string[]
  lacks?: string[]
  answers?: Record<string, string>
}

export const noSuchRecord = 'There is no such record.'

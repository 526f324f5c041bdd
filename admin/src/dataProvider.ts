/**
 * The contract between react-admin and the API: `ra-data-simple-rest`, with what the API adds to it.
 *
 * | call                      | beyond simple-rest                                                                  |
 * |---------------------------|-------------------------------------------------------------------------------------|
 * | lists                     | the total comes from X-Total-Count: a `Range` header would cost the compression      |
 * | lists, single records     | `meta: { asOf }` asks how it was at a moment                                          |
 * | create                    | the id is made here, and an Idempotency-Key: a POST that is sent twice counts once   |
 * | update                    | only what changed travels; If-Match carries the version it was changed from          |
 * | updateMany, deleteMany    | one `_bulk` request, one command, outcomes one by one                                |
 * | `changeAll`               | one operation for all that a filter finds; thousands are made in steps by the server |
 * | every write               | 202 is followed until there is an outcome (`api.ts`)                                 |
 * | every refusal             | an `HttpError` with the server's sentence and its errors by field                    |
 */
import type { BulkOperation, Json } from '@dormouse/model'
import simpleRestProvider from 'ra-data-simple-rest'
import { type DataProvider, HttpError, type RaRecord } from 'react-admin'
import { ApiError, request } from './api.ts'
import { newId } from './ids.ts'
import { loadSettings } from './settings.ts'

interface ClientOptions {
  method?: string
  body?: unknown
  headers?: HeadersInit
  signal?: AbortSignal | null
}

async function client(url: string, options: ClientOptions = {}) {
  const headers = Object.fromEntries(new Headers(options.headers))
  if (typeof options.body === 'string') headers['content-type'] = 'application/json'
  try {
    // biome-ignore lint/suspicious/noExplicitAny: react-admin's provider types leave open what a record is.
    const reply = await request<any>(options.method ?? 'GET', url, options.body, {
      headers,
      signal: options.signal ?? undefined,
    })
    return { status: reply.status, headers: reply.headers, body: '', json: reply.json }
  } catch (error) {
    throw error instanceof ApiError ? asHttpError(error) : error
  }
}

/** react-admin finds the sentences for its form fields under `body.errors`. */
export function asHttpError(error: ApiError): HttpError {
  const body = typeof error.body === 'object' && error.body !== null ? error.body : {}
  return new HttpError(error.message, error.status, { ...body, errors: error.errors })
}

const rest = simpleRestProvider('/api', client, 'X-Total-Count')

export const dataProvider: DataProvider = {
  ...rest,
  supportAbortSignal: true,

  async getList(resource, params) {
    const { asOf } = params.meta ?? {}
    if (!asOf) return rest.getList(resource, params)
    const { page, perPage } = params.pagination ?? { page: 1, perPage: 25 }
    const { field, order } = params.sort ?? { field: 'id', order: 'ASC' }
    const query = new URLSearchParams({
      filter: JSON.stringify(params.filter ?? {}),
      range: JSON.stringify([(page - 1) * perPage, page * perPage - 1]),
      sort: JSON.stringify([field, order]),
      asOf,
    })
    const { json, headers } = await client(`/api/${resource}?${query}`, { signal: params.signal })
    return { data: json, total: Number(headers.get('X-Total-Count')) }
  },

  async getOne(resource, params) {
    const { asOf } = params.meta ?? {}
    if (!asOf) return rest.getOne(resource, params)
    const query = new URLSearchParams({ asOf })
    const { json } = await client(`/api/${resource}/${encodeURIComponent(params.id)}?${query}`, {
      signal: params.signal,
    })
    return { data: json }
  },

  async create(resource, { data }) {
    const { json } = await client(`/api/${resource}`, {
      method: 'POST',
      body: JSON.stringify({ ...data, id: data.id ?? newId() }),
      headers: { 'Idempotency-Key': newId() },
    })
    return { data: json }
  },

  async update(resource, { id, data, previousData }) {
    const version = previousData?.version
    const { json } = await client(`/api/${resource}/${encodeURIComponent(id)}`, {
      method: 'PUT',
      body: JSON.stringify(changed(data, previousData)),
      headers: typeof version === 'number' ? { 'If-Match': `"${version}"` } : {},
    })
    if (resource === 'settings') void loadSettings()
    return { data: json }
  },

  async updateMany(resource, { ids, data }) {
    return {
      data: await bulk(
        resource,
        ids.map(id => ({ op: 'update', id: String(id), patch: data as Record<string, Json> })),
      ),
    }
  },

  async deleteMany(resource, { ids }) {
    return {
      data: await bulk(
        resource,
        ids.map(id => ({ op: 'delete', id: String(id) })),
      ),
    }
  },
}

/** The keys whose value differs from what was loaded. A key that was emptied travels as null. */
export function changed(data: Partial<RaRecord>, before: Partial<RaRecord> | undefined): Partial<RaRecord> {
  if (!before) return data
  return Object.fromEntries(
    Object.entries(data)
      .filter(([key, value]) => !same(value, before[key]))
      .map(([key, value]) => [key, value === undefined ? null : value]),
  )
}

/** Equal as JSON, where nothing, null and a missing key are the same. */
export function same(one: unknown, other: unknown): boolean {
  if (one == null || other == null) return one == null && other == null
  if (typeof one !== 'object' || typeof other !== 'object') return one === other
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const keys = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...keys].every(key => same((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]))
}

/** What is done to each of many records. */
export type OneForMany =
  | { op: 'update'; patch: Record<string, Json> }
  | { op: 'delete' }
  | { op: 'tag'; add: string[]; remove: string[] }

/** To the records of these ids, or to all that a filter finds. Answers how many were changed; undefined: it goes on. */
export async function changeAll(
  resource: string,
  chosen: { ids: readonly unknown[] } | { filter: object },
  operation: OneForMany,
): Promise<number | undefined> {
  if ('ids' in chosen) {
    const operations = chosen.ids.map(id => ({ ...operation, id: String(id) }))
    return (await bulk(resource, operations)).length
  }
  const { json } = await client(`/api/${resource}/_bulk`, {
    method: 'POST',
    body: JSON.stringify({ filter: chosen.filter, operation }),
    headers: { 'Idempotency-Key': newId() },
  })
  if (json.job) return undefined
  return doneOf(
    json.outcomes,
    json.outcomes.map(({ id }: { id: string }) => id),
  ).length
}

/** Operations a request may carry; more are sent in several. */
const operationsMax = 500

interface BulkOutcome {
  ok: boolean
  problem?: { message: string }
}

/** The ids that were changed. */
async function bulk(resource: string, operations: BulkOperation[]): Promise<string[]> {
  const outcomes: BulkOutcome[] = []
  for (let from = 0; from < operations.length; from += operationsMax) {
    const chunk = operations.slice(from, from + operationsMax)
    const { json } = await client(`/api/${resource}/_bulk`, {
      method: 'POST',
      body: JSON.stringify({ operations: chunk }),
      headers: { 'Idempotency-Key': newId() },
    })
    outcomes.push(...json.outcomes)
  }
  return doneOf(
    outcomes,
    operations.map(({ id }) => id),
  )
}

/** Refusals become one error that counts them and says the first one's reason. */
function doneOf(outcomes: readonly BulkOutcome[], ids: readonly string[]): string[] {
  const refused = outcomes.filter(({ ok }) => !ok)
  const [first] = refused
  if (first)
    throw new HttpError(`${refused.length} of ${outcomes.length}: ${first.problem?.message}`, 422, { errors: {} })
  return ids.filter((_id, index) => outcomes[index]?.ok)
}

/** What an operation does to a record. Pure: records are shared between readers and never changed in place. */
import type { Json } from '@dormouse/model'
import type { Operation, StoredRecord } from './view.ts'

/** The record after the operation; undefined when it is gone. A `set` on nothing is a broken log, so it throws. */
export function applied(record: StoredRecord | undefined, operation: Operation): StoredRecord | undefined {
  if ('put' in operation) return operation.put
  if ('drop' in operation) return undefined
  if (!record) throw new Error(`The log changes ${operation.on}/${operation.id}, which does not exist.`)
  return withChanges(record, operation.set)
}

/** A copy with the values at dotted paths replaced; only the objects on those paths are copied. */
export function withChanges(record: StoredRecord, changes: Record<string, Json>): StoredRecord {
  const after: StoredRecord = { ...record }
  const copied = new Map<string, { [key: string]: Json }>()
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.split('.')
    const last = steps.pop() as string
    let holder: { [key: string]: Json } = after
    let walked = ''
    for (const step of steps) {
      walked += `${step}.`
      let copy = copied.get(walked)
      if (!copy) {
        const held = holder[step]
        copy = held !== null && typeof held === 'object' && !Array.isArray(held) ? { ...held } : {}
        copied.set(walked, copy)
        holder[step] = copy
      }
      holder = copy
    }
    holder[last] = value
  }
  return after
}

/** The value at a dotted path; undefined where there is none. */
export function valueAt(record: { [field: string]: Json }, path: string): Json | undefined {
  if (!path.includes('.')) return Object.hasOwn(record, path) ? record[path] : undefined
  let value: Json | undefined = record
  for (const step of path.split('.')) {
    if (value === null || typeof value !== 'object' || Array.isArray(value) || !Object.hasOwn(value, step))
      return undefined
    value = value[step]
  }
  return value
}

import { useGetManyAggregate, useTranslate } from 'react-admin'
import { may } from '../authProvider.ts'
import { declarationOf, fieldsOf, titleOf } from './titles.ts'

type Plain = Record<string, unknown> & { id?: unknown }

/**
 * What a record is called, as people say it: where its declaration names it by a choice or by another record ("attended
 * 4711"), the choice's own words and the other record's name stand there instead.
 */
export function useTitle(resource: string, record: Plain): string {
  const translate = useTranslate()
  const named = namedBy(resource, record)
  const [path, to] = referenceAmong(resource, record, named)
  const known = path !== undefined && may('read', to)
  const { data } = useGetManyAggregate(to, { ids: known ? [String(record[path])] : [] }, { enabled: known })
  const spoken: Plain = { ...record }
  for (const name of named)
    if (fieldsOf(resource)[name]?.kind === 'choice')
      spoken[name] = translate(`resources.${resource}.choices.${name}.${record[name]}`, { _: String(record[name]) })
  const [other] = data ?? []
  if (known && other) spoken[path] = titleOf(to, other)
  return titleOf(resource, spoken)
}

/** The fields that the title of this record is made of. */
export function namedBy(resource: string, record: Plain): string[] {
  const read = new Set<string>()
  const watched = new Proxy(record, {
    get(target, name) {
      if (typeof name === 'string') read.add(name)
      return Reflect.get(target, name)
    },
  })
  try {
    declarationOf(resource).title(watched as never)
  } catch {
    // Masked fields: `titleOf` makes do without them.
  }
  return [...read].filter(name => typeof record[name] === 'string')
}

/** A reference, or an id whose kind of record stands beside it. */
function referenceAmong(resource: string, record: Plain, names: string[]): [path: string | undefined, to: string] {
  for (const name of names) {
    const { to } = (fieldsOf(resource)[name]?.options ?? {}) as { to?: string }
    if (to) return [name, to]
    if (name === 'recordId' && typeof record.resource === 'string') return [name, record.resource]
  }
  return [undefined, resource]
}

/** The routes of every resource, derived from its declaration: a new declaration has all of them unasked. */
import { type AnyResource, isCreatable, reach, register } from '@dormouse/model'
import type { Deps } from '../deps.ts'
import { bulk } from './bulk.ts'
import { exportRecords } from './export.ts'
import { getRecord, listOf } from './read.ts'
import type { Route } from './route.ts'
import { act, create, putBack, remove, update } from './write.ts'

export type ResourceDeps = Pick<Deps, 'reader' | 'objects' | 'exchange' | 'submit' | 'clock' | 'ids'>

/** Resources that somebody may write over REST have the routes for it; the others have none, rather than refusing ones. */
export const resourceRoutes = (deps: ResourceDeps): Route[] => register.flatMap(resource => routesOf(resource, deps))

function routesOf(resource: AnyResource, deps: ResourceDeps): Route[] {
  const { name, label } = resource
  const [one, many] = label
  const route = (method: Route['method'], path: string, about: string, handle: Route['handle']): Route => ({
    method,
    path: `/${name}${path}`,
    access: 'signedIn',
    about,
    handle,
  })
  const reading = [
    route('get', '', `${many}: a page of them, filtered and sorted.`, call => listOf(resource, call, deps)),
    route('get', '/_export', `${many} as a spreadsheet (CSV), filtered and sorted.`, call =>
      exportRecords(resource, call, deps),
    ),
    route('get', '/:id', `${one}, by id.`, call => getRecord(resource, call, deps)),
  ]
  const changing = route('put', '/:id', `Changes a record (${one}): what the body names.`, call =>
    update(resource, call, deps),
  )
  const isMade = !resource.single && isCreatable(resource)
  const writing = [
    ...(isMade ? [route('post', '', `Makes a record (${one}).`, call => create(resource, call, deps))] : []),
    route('post', '/_bulk', `Several changes at once: ${many}.`, call => bulk(resource, call, deps)),
    changing,
    { ...changing, method: 'patch' as const },
  ]
  const removing = route('delete', '/:id', `Removes a record (${one}) and answers with it.`, call =>
    remove(resource, call, deps),
  )
  const actions = Object.entries(resource.actions ?? {}).map(([action, { label, about }]) => {
    const path = `/:id/${action}`
    const sentence = about ?? `${label}.`
    if (name !== 'changes') return route('post', path, sentence, call => act(resource, action, call, deps))
    const output = { type: 'object', description: 'The record that the value was put back into.' }
    return { ...route('post', path, sentence, call => putBack(call, deps)), output }
  })
  return [
    ...reading,
    ...(someoneMay(resource, 'write') ? writing : []),
    ...(someoneMay(resource, 'delete') && !resource.single ? [removing] : []),
    ...actions,
  ]
}

const someoneMay = (resource: AnyResource, verb: 'write' | 'delete'): boolean =>
  reach(resource.access, verb, 'root') !== undefined || Object.keys(resource.access[verb] ?? {}).length > 0

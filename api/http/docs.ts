/** The API's description as OpenAPI 3.1, and a page to read it: made from the declarations and the table of routes. */
import { openApi, type Property } from '@dormouse/model'
import type { Deps } from '../deps.ts'
import { docsPage, docsStyle } from './docs-page.ts'
import type { Call, Route } from './route.ts'
import { version } from './system.ts'

type DocsDeps = Pick<Deps, 'reader' | 'identity'>

/** `described` are all routes there are, these included. */
export function docsRoutes({ reader, identity }: DocsDeps, described: () => readonly Route[]): Route[] {
  /** Fields that staff added tell something about the house, so only those who work in it read of them. */
  async function propertiesFor(call: Call): Promise<readonly Property[]> {
    const token = /^Bearer +(\S+)$/i.exec(call.header('authorization') ?? '')?.[1]
    const from = { address: call.from, loopback: call.loopback ?? false }
    if (!token || !(await identity.authenticate(token, from))) return []
    return reader.read(
      { collections: ['properties'] },
      view => [...view.table('properties').values()] as unknown as Property[],
    )
  }

  const page = (path: string, about: string, contentType: string, body: () => string): Route => ({
    method: 'get',
    path,
    access: 'public',
    about,
    handle: async () => ({ headers: { 'Content-Type': contentType }, body: body() }),
  })

  return [
    {
      method: 'get',
      path: '/openapi.json',
      access: 'public',
      about: 'This description. With a token it has the fields that staff added, too.',
      handle: async call => ({ body: openApi(described(), version, await propertiesFor(call)) as never }),
    },
    page('/docs', 'This description, to read.', 'text/html; charset=utf-8', () =>
      docsPage(openApi(described(), version)),
    ),
    page('/docs/style.css', 'How the page looks.', 'text/css; charset=utf-8', () => docsStyle),
  ]
}

/**
 * The OpenAPI 3.1 document: the routes there are, described by the declarations. A route of a resource needs no schema
 * of its own; any other route brings `input` and `output` where there is something to say.
 */
import type { Field } from './field.ts'
import {
  asOfParameter,
  columnsParameter,
  errorResponses,
  errorsByStatus,
  listParameters,
  outcomesSchema,
  problemSchema,
  repeatParameter,
  versionParameter,
  writeResponses,
} from './openapi.parts.ts'
import { bulkSchema, jsonSchemaOf, resourceSchemas, schemaName } from './openapi.schemas.ts'
import { register, resourceNamed } from './register.ts'
import type { AnyResource } from './resource.ts'
import type { Property } from './resources/properties.ts'
import { inputSchema, type Mode } from './schemas.ts'

/** What is said of a route (`api/http/route.ts` says more, which is nobody's business outside). */
export interface DescribedRoute {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** Express 5 syntax, below `/api` unless it begins with `/u/`. */
  path: string
  access: 'signedIn' | 'public'
  body?: 'json' | 'raw' | 'form'
  about: string
  input?: object
  output?: object
}

type Node = Record<string, unknown>

export function openApi(
  routes: readonly DescribedRoute[],
  version: string,
  properties: readonly Property[] = [],
): Node {
  const paths: Record<string, Node> = {}
  for (const route of routes) {
    const path = templated(route.path)
    paths[path] ??= path.startsWith('/u/') ? { servers: [{ url: '/' }] } : {}
    // As when a request comes: of two routes at one address, the earlier is meant.
    paths[path][route.method] ??= operation(route, path)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Dormouse',
      version,
      description: 'Every resource has the same routes. Lists are asked for as ra-data-simple-rest asks for them.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api' }],
    security: [{ bearer: [] }],
    tags: register.map(({ name, label, about }) => ({ name, description: about ?? label[1] })),
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Problem: problemSchema, ...resourceSchemas(properties) },
      responses: errorResponses,
    },
  }
}

/** `/contacts/:id/files/*key` → `/contacts/{id}/files/{key}`. */
const templated = (path: string): string => path.replace(/[:*]([A-Za-z]\w*)/g, '{$1}')

function operation(route: DescribedRoute, path: string): Node {
  const [name = '', ...rest] = path.split('/').filter(Boolean)
  const resource = resourceNamed(name)
  const derived: Derived = resource ? resourceOperation(route, resource, rest) : {}
  const parameters = [...pathParameters(path), ...(derived.parameters ?? [])]
  const body = bodyOf(route, derived.input)
  return {
    operationId: operationId(route.method, path),
    summary: route.about,
    tags: [resource?.name ?? 'other'],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: body } : {}),
    ...(route.access === 'public' ? { security: [] } : {}),
    responses: {
      ...responses(route.output ?? derived.output, derived),
      ...writeResponses(route.method),
      ...errorsOf(route),
    },
  }
}

const operationId = (method: string, path: string): string =>
  [method, ...path.split(/[^A-Za-z0-9]+/).filter(Boolean)]
    .map((word, index) => (index === 0 ? word : capital(word)))
    .join('')
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

const pathParameters = (path: string): Node[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(match => ({
    name: match[1],
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))

/** What follows from the declaration: the page's parameters, the body, the answer. */
interface Derived {
  parameters?: Node[]
  input?: Node
  output?: Node | string
  headers?: Node
  status?: number
}

function resourceOperation({ method, body }: DescribedRoute, resource: AnyResource, [id, action]: string[]): Derived {
  const schema = (mode: Mode): Node => ({ $ref: `#/components/schemas/${schemaName(resource, mode)}` })
  const output = schema('stored')
  const list = listParameters(resource)
  if (id === undefined && method === 'get') return { ...list, output: { type: 'array', items: output } }
  // A file makes a record too (an import); what it looks like is not the declaration's to say.
  if (id === undefined && body === 'raw') return { output, status: 201 }
  if (id === undefined) return { parameters: [repeatParameter], input: schema('create'), output, status: 201 }
  if (id === '_bulk') return { parameters: [repeatParameter], input: bulkSchema(resource), output: outcomesSchema }
  if (id === '_export') return { parameters: [...list.parameters.slice(0, 2), columnsParameter], output: 'text/csv' }
  if (id !== '{id}') return {}
  if (action !== undefined) return actionOperation(resource, action, output)
  if (method === 'get') return { parameters: asOfParameter(resource), output }
  const parameters = [versionParameter, repeatParameter]
  return method === 'delete' ? { parameters, output } : { parameters, input: schema('patch'), output }
}

function actionOperation(resource: AnyResource, name: string, output: Node): Derived {
  const action = resource.actions?.[name]
  if (!action) return {}
  const fields = action.input as Record<string, Field>
  const input = Object.keys(fields).length > 0 ? { input: jsonSchemaOf(inputSchema(fields), fields) } : {}
  return { parameters: [repeatParameter], ...input, output }
}

const contentTypes = {
  json: 'application/json',
  raw: 'application/octet-stream',
  form: 'application/x-www-form-urlencoded',
}

function bodyOf(route: DescribedRoute, derived: unknown): Node | undefined {
  const schema = route.input ?? derived ?? (route.body === 'raw' ? { type: 'string', format: 'binary' } : undefined)
  if (schema === undefined || route.method === 'get' || route.method === 'delete') return undefined
  return { required: true, content: { [contentTypes[route.body ?? 'json']]: { schema } } }
}

function responses(output: unknown, { headers, status = 200 }: Derived): Node {
  const content =
    typeof output === 'string'
      ? { [output]: { schema: { type: 'string' } } }
      : { 'application/json': { schema: output ?? {} } }
  return { [status]: { description: 'Done.', ...(headers ? { headers } : {}), content } }
}

function errorsOf(route: DescribedRoute): Node {
  const writes = route.method !== 'get'
  const codes = [
    '400',
    ...(route.access === 'public' ? [] : ['401', '403']),
    '404',
    ...(writes ? ['409', '413', '415', '422'] : []),
    '429',
    '503',
  ]
  return Object.fromEntries(codes.map(code => [code, { $ref: `#/components/responses/${errorsByStatus[code]?.name}` }]))
}

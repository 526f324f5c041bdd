/** The API's own description, held against what the API does: each answer has a status and a shape that it names. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

interface Operation {
  responses: Record<string, { $ref?: string; content?: Record<string, { schema: object }> }>
}

export interface Document {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object>; responses: Record<string, Operation['responses'][string]> }
}

export interface Answered {
  method: string
  /** As the document has it: `/contacts/{id}`. */
  path: string
  status: number
  body: unknown
}

/** What is wrong about an answer, in words; nothing when it is as described. */
export function describedBy(document: Document): (answered: Answered) => string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema(document, 'api')
  const known = new Map<string, ValidateFunction>()

  function fits(place: string, body: unknown): string[] {
    const validate = known.get(place) ?? ajv.compile({ $ref: `api#${place}` })
    known.set(place, validate)
    return validate(body) ? [] : (validate.errors ?? []).map(error => `${error.instancePath} ${error.message}`)
  }

  return ({ method, path, status, body }) => {
    const operation = document.paths[path]?.[method.toLowerCase()]
    if (!operation) return status === 404 ? [] : [`there is no ${method} ${path} in it`]
    const response = operation.responses[status]
    if (!response) return [`${method} ${path} answers ${status}, which it does not say`]
    const name = response.$ref?.slice('#/components/responses/'.length)
    const content = name ? document.components.responses[name]?.content : response.content
    if (!content?.['application/json']) return []
    const place = name
      ? ['components', 'responses', name]
      : ['paths', path, method.toLowerCase(), 'responses', `${status}`]
    return fits([...place, 'content', 'application/json', 'schema'].map(pointer).join(''), body)
  }
}

const pointer = (part: string): string => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`

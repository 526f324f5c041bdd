/** What is the same for every resource: the parameters of a list, the problems, the outcomes of a write. */
import { kindOf } from './fields/index.ts'
import { leaves } from './leaves.ts'
import type { AnyResource } from './resource.ts'

type Node = Record<string, unknown>

export const problemSchema: Node = {
  type: 'object',
  required: ['message'],
  description: 'What went wrong, in one sentence, and at which fields.',
  properties: {
    message: { type: 'string', examples: ['E-mail is not a valid address: there is no @.'] },
    errors: {
      type: 'object',
      description: 'Field → sentence. What belongs to no field is under `root.serverError`.',
      additionalProperties: {
        anyOf: [{ type: 'string' }, { type: 'object', additionalProperties: { type: 'string' } }],
      },
    },
    current: { type: 'object', description: 'With a stale version: the record as it stands now.' },
    requestId: { type: 'string' },
  },
}

/** What became of each operation, in the order they were sent. */
export const outcomesSchema: Node = {
  type: 'object',
  required: ['outcomes'],
  properties: {
    outcomes: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'ok'],
        properties: {
          id: { type: 'string' },
          ok: { type: 'boolean' },
          problem: { type: 'object', description: 'Why it was refused: `{kind, message, errors}`.' },
        },
      },
    },
  },
}

const header = (name: string, description: string): Node => ({
  name,
  in: 'header',
  description,
  schema: { type: 'string' },
})
export const versionParameter = header(
  'If-Match',
  'The version that was read, like "3": when somebody changed the record since, the answer is 409 with `current`.',
)
export const repeatParameter = header(
  'Idempotency-Key',
  'Any text of up to 200 characters: a request repeated under the same key is done once.',
)
export const columnsParameter: Node = {
  name: 'columns',
  in: 'query',
  description: 'Which fields, separated by commas; all of them when absent.',
  schema: { type: 'string' },
}

const problem = (name: string, description: string): Node & { name: string } => ({
  name,
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

/** By status. */
export const errorsByStatus: Record<string, { name: string }> = {
  400: problem('Invalid', 'Something in the request is not understood; it is named.'),
  401: problem('NotSignedIn', 'A token is missing or no longer valid.'),
  403: problem('Forbidden', 'This role may not do that.'),
  404: problem('Missing', 'There is no such record, or it is not yours to see.'),
  409: problem(
    'Conflict',
    'Somebody changed the record meanwhile (it is in the body), or the value is already in use.',
  ),
  413: problem('TooLarge', 'The body is too large.'),
  415: problem('WrongType', 'The body is of another content type than the route takes.'),
  422: problem('Refused', 'A rule forbids it.'),
  429: problem('TooMany', 'Too many requests; try again later.'),
  503: problem('Unavailable', 'Try again after the seconds in Retry-After.'),
}

export const errorResponses: Record<string, Node> = Object.fromEntries(
  Object.values(errorsByStatus).map(({ name, ...response }) => [name, response as Node]),
)

/** A write that takes longer than 8 s is answered before its outcome is known; so is one of thousands of records. */
export const writeResponses = (method: string): Node =>
  method === 'get'
    ? {}
    : {
        202: {
          description:
            'Taken, outcome not known yet: ask at the address in Location. A change of thousands of records has a `job` there, which says how far it is.',
          headers: { Location: { schema: { type: 'string' }, description: '/api/commands/{id} or /api/jobs/{id}' } },
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['id', 'pending'],
                properties: {
                  id: { type: 'string' },
                  pending: { const: true },
                  job: { $ref: '#/components/schemas/Jobs' },
                },
              },
            },
          },
        },
      }

const json = (name: string, description: string, example: unknown): Node => ({
  name,
  in: 'query',
  description,
  schema: { type: 'string' },
  example: JSON.stringify(example),
})

/** Where the past can be seen. */
export const asOfParameter = ({ past }: AnyResource): Node[] =>
  past
    ? [
        {
          name: 'asOf',
          in: 'query',
          description: 'A moment: answers with what was there then, at today’s rights.',
          schema: { type: 'string', format: 'date-time' },
        },
      ]
    : []

export function listParameters(resource: AnyResource): { parameters: Node[]; headers: Node } {
  const paths = leaves(resource).filter(leaf => kindOf(leaf.field).operators.length > 2)
  const names = paths.map(leaf => leaf.path).join(', ')
  return {
    parameters: [
      json(
        'filter',
        `A JSON object. By field: ${names}; a list means any of. Suffixes: _gte _lte _gt _lt _neq _like _contains _empty. ` +
          '`q` searches, `id` takes a list of ids, `match` a group of rules as segments have them.',
        { q: 'york' },
      ),
      json('sort', 'A field, and ASC or DESC.', [resource.sort[0], resource.sort[1].toUpperCase()]),
      json('range', 'First and last index, both included; 1,000 rows at most.', [0, 24]),
      ...asOfParameter(resource),
    ],
    headers: {
      'Content-Range': { schema: { type: 'string' }, description: `${resource.name} 0-24/319` },
      'X-Total-Count': { schema: { type: 'integer' }, description: 'How many match in all.' },
      'X-Sequence': { schema: { type: 'integer' }, description: 'The state of the store that was read.' },
    },
  }
}

/**
 * Which of the routes an address is for. Most of their segments are plain words, so comparing them finds it at once;
 * Express's own router would try one regular expression after another, on every request.
 */
import { problem } from './problems.ts'

export interface Addressed {
  /** In lower case. */
  method: string
  /** Like `/api/contacts/:id/merge`; a segment that begins with a colon is a parameter. */
  path: string
}

export interface Found<T> {
  route: T
  params: Record<string, string>
}

/** Earlier routes win. Undefined: there is nothing at this address. An address that cannot be read is refused. */
export function addressFinder<T extends Addressed>(
  routes: readonly T[],
): (method: string, path: string) => Found<T> | undefined {
  const byPlace = new Map<string, { route: T; segments: readonly string[] }[]>()
  for (const route of routes) {
    const segments = segmentsOf(route.path)
    const place = placeOf(route.method, segments)
    const others = byPlace.get(place)
    if (others) others.push({ route, segments })
    else byPlace.set(place, [{ route, segments }])
  }
  return (method, path) => {
    const asked = segmentsOf(path)
    // Whoever asks for the head of an answer asks for the answer; Node leaves its body out.
    const verb = method === 'HEAD' ? 'get' : method.toLowerCase()
    for (const { route, segments } of byPlace.get(placeOf(verb, asked)) ?? [])
      if (segments.every((segment, at) => (isParameter(segment) ? asked[at] !== '' : segment === asked[at])))
        return { route, params: parametersOf(segments, asked) }
    return undefined
  }
}

/** One slash at the end makes no difference. */
function segmentsOf(path: string): string[] {
  const segments = path.split('/').slice(1)
  if (segments.length > 1 && segments.at(-1) === '') segments.pop()
  return segments
}

/** Routes that could be meant by one address: of one method, one first word below /api, and as many segments. */
function placeOf(method: string, segments: readonly string[]): string {
  const [first = '', second = ''] = segments
  return `${method} ${segments.length} ${first} ${first === 'api' ? second : ''}`
}

const isParameter = (segment: string): boolean => segment.startsWith(':')

function parametersOf(segments: readonly string[], asked: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {}
  for (const [at, segment] of segments.entries())
    if (isParameter(segment)) params[segment.slice(1)] = decoded(asked[at] ?? '')
  return params
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw problem('invalid', 'The request cannot be read.')
  }
}

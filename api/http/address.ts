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
    const place = placeOf(route.method.toUpperCase(), segments)
    const others = byPlace.get(place)
    if (others) others.push({ route, segments })
    else byPlace.set(place, [{ route, segments }])
  }
  return (method, path) => {
    const asked = segmentsOf(path)
    // Whoever asks for the head of an answer asks for the answer; Node leaves its body out.
    const verb = method === 'HEAD' ? 'GET' : method
    for (const { route, segments } of byPlace.get(placeOf(verb, asked)) ?? [])
      if (isAt(asked, segments)) return { route, params: parametersOf(segments, asked) }
    return undefined
  }
}

/**
 * One slash at the end makes no difference. By hand, because `split` keeps every word it has seen in the engine's table of
 * names, and ids are different words each time.
 */
function segmentsOf(path: string): string[] {
  const segments: string[] = []
  let from = 1
  do {
    const slash = path.indexOf('/', from)
    const to = slash < 0 ? path.length : slash
    segments.push(path.slice(from, to))
    from = to + 1
  } while (from < path.length)
  return segments
}

/** Routes that could be meant by one address: of one method, and one first word below /api. */
function placeOf(method: string, [first = '', second = '']: readonly string[]): string {
  return first === 'api' ? `${method} ${second}` : `${method} /${first}`
}

function isAt(asked: readonly string[], segments: readonly string[]): boolean {
  if (asked.length !== segments.length) return false
  for (let at = 0; at < segments.length; at++) {
    const segment = segments[at] as string
    if (isParameter(segment) ? asked[at] === '' : segment !== asked[at]) return false
  }
  return true
}

const isParameter = (segment: string): boolean => segment.startsWith(':')

function parametersOf(segments: readonly string[], asked: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {}
  for (let at = 0; at < segments.length; at++) {
    const segment = segments[at] as string
    if (isParameter(segment)) params[segment.slice(1)] = decoded(asked[at] as string)
  }
  return params
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw problem('invalid', 'The request cannot be read.')
  }
}

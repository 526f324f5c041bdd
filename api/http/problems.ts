/** Every refusal leaves through here: one shape, one sentence, the status of its kind, never a stack. */
import type { Problem, ProblemKind } from '@dormouse/model'
import type { Answer } from './route.ts'
import { ProblemError } from './route.ts'

const statusOf: Record<ProblemKind, number> = {
  invalid: 400,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  refused: 422,
  expired: 503,
}

const headersOf: Record<number, Record<string, string>> = {
  401: { 'WWW-Authenticate': 'Bearer' },
  503: { 'Retry-After': '2' },
}

export const problem = (kind: ProblemKind, message: string, more: Partial<Problem> = {}): ProblemError =>
  new ProblemError({ kind, message, ...more })

/** The same words whether it does not exist or is somebody else's: whoever may not see it learns nothing. */
export const missing = (): ProblemError => problem('missing', 'There is no such record.')

export const unauthorised = (message = 'Sign in first.'): ProblemError =>
  new ProblemError({ kind: 'forbidden', message }, 401)

export const unavailable = (message: string): ProblemError => new ProblemError({ kind: 'expired', message }, 503)

/** react-admin shows `errors.<field>` at the field and `errors.root.serverError` over the form. */
export function problemAnswer(error: Pick<ProblemError, 'problem' | 'status' | 'headers'>, requestId: string): Answer {
  const { problem, status = statusOf[problem.kind] } = error
  return {
    status,
    headers: { ...headersOf[status], ...error.headers },
    body: {
      message: problem.message,
      errors: { ...problem.errors, root: { serverError: problem.message } },
      ...(problem.current ? { current: problem.current } : {}),
      requestId,
    },
  }
}

/** What Express and its body parsers throw, in our words. Undefined: not theirs, a fault of ours. */
export function problemOf(error: unknown): ProblemError | undefined {
  if (error instanceof ProblemError) return error
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return undefined
  const type = 'type' in error ? error.type : undefined
  if (error.status === 413) return new ProblemError({ kind: 'invalid', message: 'That is too large.' }, 413)
  if (error.status === 415)
    return new ProblemError({ kind: 'invalid', message: 'The body is compressed or encoded in an unknown way.' }, 415)
  if (type === 'entity.parse.failed') return problem('invalid', 'The body is not valid JSON.')
  if (error.status >= 400 && error.status < 500) return problem('invalid', 'The request cannot be read.')
  return undefined
}

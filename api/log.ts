/** Structured logs to standard error, one JSON line each, without record values or tokens. */
import { pino } from 'pino'

export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
  /** Whether such lines are kept at all; absent: they are. Asked where gathering what a line says costs time. */
  isLevelEnabled?(level: 'info'): boolean
}

export function makeLog(level: string): Log {
  return pino(
    { level, base: null, redact: ['token', 'password', 'authorization'] },
    pino.destination({ dest: 2, sync: false }),
  )
}

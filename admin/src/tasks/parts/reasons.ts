/** Why somebody was left out or not reached, in plain words. */
import { useMemo } from 'react'
import { useWords } from './words.ts'

/** "same address as <id>" is one reason, whoever the other one is. */
export const reasonCode = (reason: string): string => (reason.startsWith('same address') ? 'same address' : reason)

/** The ledger's short reasons ("no address") are translated; what the mail service wrote stays as it is. */
export function useReason(): (reason: unknown) => string {
  const words = useWords()
  return useMemo(
    () => reason => {
      if (typeof reason !== 'string' || reason === '') return ''
      const code = reasonCode(reason)
      return /^[a-z][a-z _-]*$/.test(code) ? words(`reason.${code.replace(/[ -]/g, '_')}`, { _: code }) : code
    },
    [words],
  )
}

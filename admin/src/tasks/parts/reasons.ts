/** Why somebody was left out or not reached, in plain words. */
import { useMemo } from 'react'
import { useSaid } from '../../i18n/useSaid.ts'
import { useWords } from './words.ts'

/** "same address as <id>" is one reason, whoever the other one is. */
export const reasonCode = (reason: string): string => (reason.startsWith('same address') ? 'same address' : reason)

/** The ledger's short reasons ("no address") have words of their own; what the mail service wrote stays as it is. */
export function useReason(): (reason: unknown) => string {
  const words = useWords()
  const said = useSaid()
  return useMemo(
    () => reason => {
      if (typeof reason !== 'string' || reason === '') return ''
      const code = reasonCode(reason)
      return /^[a-z][a-z _-]*$/.test(code)
        ? words(`reason.${code.replace(/[ -]/g, '_')}`, { _: said(code) })
        : said(code)
    },
    [words, said],
  )
}

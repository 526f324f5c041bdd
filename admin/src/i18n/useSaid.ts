import { useCallback } from 'react'
import { useTranslate } from 'react-admin'

/**
 * For sentences that came with data: why a row was left out, what became of a delivery, what is wrong with a letter. Those
 * of the server are said in the reader's language, those of others as they are.
 */
export function useSaid(): (sentence: string) => string {
  const translate = useTranslate()
  return useCallback(sentence => translate(sentence, { _: sentence }), [translate])
}

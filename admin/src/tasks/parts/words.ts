/** The words of the screens made by hand, with numbers as the chosen language writes them. */
import { useMemo } from 'react'
import { useLocaleState, useTranslate } from 'react-admin'

export interface WordOptions {
  /** Picks singular or plural; stands in the sentence as `%{n}`, written as the language writes numbers. */
  count?: number
  /** Said when the key is unknown. */
  _?: string
  [name: string]: unknown
}

export type Words = (key: string, options?: WordOptions) => string

/** Takes the key below `tasks.`, and a count where the sentence has one. */
export function useWords(): Words {
  const translate = useTranslate()
  const number = useNumber()
  return useMemo(
    () =>
      (key, { count, ...options } = {}) =>
        translate(`tasks.${key}`, count === undefined ? options : { smart_count: count, n: number(count), ...options }),
    [translate, number],
  )
}

/** `1234` → `1,234`, as the chosen language writes it. */
export function useNumber(): (value: number, options?: Intl.NumberFormatOptions) => string {
  const [locale] = useLocaleState()
  return useMemo(() => {
    const plain = new Intl.NumberFormat(locale)
    return (value, options) => (options ? new Intl.NumberFormat(locale, options) : plain).format(value)
  }, [locale])
}

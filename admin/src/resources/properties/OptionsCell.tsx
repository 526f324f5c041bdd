import type { ValueProps } from '../../fields/view.ts'

/** The answers of a choice one after the other; bounds and the like with their names. */
export function OptionsCell({ value }: ValueProps) {
  const { choices, ...rest } = value as Record<string, unknown>
  const words = [
    ...(Array.isArray(choices) ? choices.map(String) : []),
    ...Object.entries(rest).map(([name, option]) => `${name}: ${option}`),
  ]
  return <span>{words.join(', ')}</span>
}

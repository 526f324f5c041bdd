// biome-ignore lint/suspicious/noExplicitAny: sentences, or trees of sentences; the callers know which.
type Tree = { [key: string]: any }

/** Deep merge of translations: later ones win. */
export function merged(...trees: Tree[]): Tree {
  const result: Tree = {}
  for (const tree of trees)
    for (const [key, value] of Object.entries(tree))
      result[key] = typeof value === 'object' && value !== null ? merged(result[key] ?? {}, value) : value
  return result
}

/** Nothing is merged beyond what folding takes up. */
export async function compactIfDue(_deps: unknown, _options: { all: boolean }): Promise<number> {
  return 0
}

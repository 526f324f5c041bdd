/** Heap and buffers in use, after collections that let go of all that can go: some garbage only falls at the second. */
export function heldBytes(): number {
  for (let round = 0; round < 3; round++) globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

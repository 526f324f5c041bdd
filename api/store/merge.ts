/** Merging sorted runs of lines by id, and when runs are worth merging. Nothing here parses a record. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { byLineId, type Line, unpackLines } from './codec.ts'
import { readBody, type SegmentRef } from './manifest.ts'
import type { ObjectStore } from './objects.ts'

/** Deltas of about one size that are merged into one of the next size: each row is written again once a size. */
const deltasPerSize = 4
/** The smallest size; a size holds up to four times the rows of the one below it. */
const smallestDeltaRows = 64
const linesPerSlice = 20_000

/** Sorted by id, one line an id: the one with the highest sequence, of equal ones the last. */
export function sortedRun(lines: readonly Line[]): Line[] {
  const newest = new Map<string, Line>()
  for (const line of lines) {
    const held = newest.get(line.id)
    if (!held || line.sequence >= held.sequence) newest.set(line.id, line)
  }
  return [...newest.values()].sort(byLineId)
}

/** Runs from oldest to newest into one; of an id the line of the highest sequence stays, tombstones too. */
export async function mergeRuns(runs: readonly Line[][]): Promise<Line[]> {
  let merged = [...runs]
  let sinceTurn = 0
  // Neighbours in pairs, so that a line is copied log(runs) times.
  while (merged.length > 1) {
    const next: Line[][] = []
    for (let pair = 0; pair < merged.length; pair += 2) {
      const [older, newer] = [merged[pair] as Line[], merged[pair + 1]]
      next.push(newer ? mergeTwo(older, newer) : older)
      sinceTurn += older.length + (newer?.length ?? 0)
      if (sinceTurn > linesPerSlice) {
        sinceTurn = 0
        await nextTurn()
      }
    }
    merged = next
  }
  return merged[0] ?? []
}

function mergeTwo(older: readonly Line[], newer: readonly Line[]): Line[] {
  const merged: Line[] = []
  let left = 0
  let right = 0
  while (left < older.length && right < newer.length) {
    const a = older[left] as Line
    const b = newer[right] as Line
    if (a.id < b.id) {
      merged.push(a)
      left++
    } else if (a.id > b.id) {
      merged.push(b)
      right++
    } else {
      merged.push(a.sequence > b.sequence ? a : b)
      left++
      right++
    }
  }
  while (left < older.length) merged.push(older[left++] as Line)
  while (right < newer.length) merged.push(newer[right++] as Line)
  return merged
}

export async function readRuns(objects: ObjectStore, refs: readonly SegmentRef[]): Promise<Line[][]> {
  return Promise.all(refs.map(async ref => unpackLines(await readBody(objects, ref.key))))
}

/**
 * How many of the newest deltas are worth merging into one; 0: none. `rows` are theirs, oldest first. As soon as four of
 * one size stand at the end, with smaller ones between, they become one of the next, which may be its fourth, and so on.
 */
export function mergeableDeltas(rows: readonly number[]): number {
  const stack = rows.map(count => ({ rows: count, parts: 1 }))
  for (let size = 0; size <= Math.max(0, ...stack.map(each => sizeOf(each.rows))); size++) {
    let from = stack.length
    while (from > 0 && sizeOf((stack[from - 1] as { rows: number }).rows) <= size) from--
    const group = stack.slice(from)
    // Only those of this very size count: smaller ones behind them are no reason to write these again, but come along.
    if (group.filter(each => sizeOf(each.rows) === size).length < deltasPerSize) continue
    stack.splice(from, group.length, {
      rows: group.reduce((sum, each) => sum + each.rows, 0),
      parts: group.reduce((sum, each) => sum + each.parts, 0),
    })
  }
  const last = stack.at(-1)
  return last && last.parts > 1 ? last.parts : 0
}

const sizeOf = (rows: number): number => Math.max(0, Math.ceil(Math.log2(rows / smallestDeltaRows) / 2))

import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import {
  type Line,
  packLines,
  packTexts,
  pairOf,
  projectedLine,
  recordLine,
  tombstoneLine,
  unpackJson,
  unpackLines,
  unpackRows,
} from './codec.ts'

async function rowsOf(lines: Line[], since = 0) {
  const found: { row: object; sequence: number; deleted: boolean }[] = []
  await unpackRows<object>(await packLines(lines), since, (rows, sequences, deleted) => {
    for (const [at, row] of rows.entries())
      found.push({ row, sequence: sequences[at] as number, deleted: deleted[at] as boolean })
  })
  return found
}

describe('a segment file', () => {
  test('is gzip NDJSON in which every line says its sequence and whether it was removed', async () => {
    const body = await packLines([recordLine(12, { id: 'a', name: 'Ada' }), tombstoneLine(13, 'b')])
    expect(gunzipSync(body).toString()).toBe(
      '{"_sequence":12,"_deleted":false,"id":"a","name":"Ada"}\n{"_sequence":13,"_deleted":true,"id":"b"}\n',
    )
  })

  test('gives back what went in, without what the file added', async () => {
    const record = { id: 'a', text: 'Zoë, 愛, "quoted"\nand \\ two lines', list: [1, null, { x: true }], none: null }
    expect(await rowsOf([recordLine(1, record), tombstoneLine(20, 'b')])).toEqual([
      { row: record, sequence: 1, deleted: false },
      { row: { id: 'b' }, sequence: 20, deleted: true },
    ])
  })

  test('puts the id first, wherever the record had it', () => {
    expect(recordLine(1, { name: 'Ada', id: 'a' }).text).toBe('{"_sequence":1,"_deleted":false,"id":"a","name":"Ada"}')
  })

  test('skips what a reader has already, at the beginning, in the middle and at the end', async () => {
    const lines = [3, 9, 2, 8, 1].map(sequence => recordLine(sequence, { id: `r${sequence}` }))
    expect((await rowsOf(lines, 3)).map(({ sequence }) => sequence)).toEqual([9, 8])
    expect(await rowsOf(lines, 9)).toEqual([])
  })

  test('is read in slices when it is large, and nothing is lost between them', async () => {
    const lines = Array.from({ length: 9_000 }, (_, n) => recordLine(n + 1, { id: `r${n}`, text: 'é'.repeat(n % 200) }))
    const rows = await rowsOf(lines)
    expect(rows).toHaveLength(9_000)
    expect(rows.at(-1)).toEqual({ row: { id: 'r8999', text: 'é'.repeat(199) }, sequence: 9_000, deleted: false })
    expect((await unpackLines(await packLines(lines))).map(({ id }) => id)).toEqual(lines.map(({ id }) => id))
  })

  test('tells the ids and sequences of its lines without parsing them', async () => {
    const lines = [
      recordLine(7, { id: 'a', n: 1 }),
      tombstoneLine(8, 'b'),
      projectedLine(9, 'contacts/"odd"\\', 'c"1', { n: 1 }, 4),
    ]
    expect(await unpackLines(await packLines(lines))).toEqual(lines)
    expect(lines[2]?.id).toBe(pairOf('contacts/"odd"\\', 'c"1'))
  })

  test('may be empty', async () => {
    expect(await unpackLines(await packLines([]))).toEqual([])
    expect(await rowsOf([])).toEqual([])
  })
})

test('a chunk of the log is NDJSON of anything', async () => {
  const values = [
    { sequence: 1, text: 'line\nfeed' },
    { sequence: 2, operations: [] },
  ]
  expect(await unpackJson(await packTexts(values.map(value => JSON.stringify(value))))).toEqual(values)
})

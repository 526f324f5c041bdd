/** The store among real processes that are killed: nothing acknowledged is lost, and the store is whole after each round. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Rounds } from './rounds.ts'

const rounds = 4

describe('the store on disk, among processes', { timeout: 180_000 }, () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dormouse-processes-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  test('is whole whenever writers and whoever tidies up are killed, and keeps what was acknowledged', async () => {
    const killing = new Rounds(folder, 7)
    for (let round = 0; round < rounds; round++) expect((await killing.next()).problems).toEqual([])
  })
})

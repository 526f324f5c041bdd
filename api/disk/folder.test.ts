import { mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeFolder } from './folder.ts'
import { diskTrouble } from './trouble.ts'

const fresh = () => mkdtempSync(join(tmpdir(), 'dormouse-folder-'))

describe('a folder', () => {
  test('is made with what is missing above it, for this user alone, by however many at once', async () => {
    const folder = join(fresh(), 'a/b/c')
    await Promise.all([1, 2, 3, 4].map(() => makeFolder(folder)))
    await makeFolder(folder)
    expect(statSync(folder).isDirectory()).toBe(true)
    expect(statSync(join(folder, '..')).mode & 0o777).toBe(0o700)
  })

  test('is not made where a file is in the way', async () => {
    const folder = fresh()
    writeFileSync(join(folder, 'file'), '')
    for (const path of ['file', 'file/below'])
      await expect(makeFolder(join(folder, path))).rejects.toHaveProperty(
        'code',
        expect.stringMatching(/EEXIST|ENOTDIR/),
      )
  })

  test('that takes no folders is said to, and not asked for ever', async () => {
    const trouble = await makeFolder('/proc/dormouse/below').catch(error => error)
    expect(diskTrouble('/proc/dormouse', trouble).message).toMatch(/^The folder \/proc\/dormouse .* another/)
  })
})

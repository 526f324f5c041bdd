/** The drill of docs/operations.md, with the real command line: the machine is lost, the backup becomes the store. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type House, openHouse } from '../operations/house.ts'
import { startChild } from './child.ts'

let house: House
let backups: string
beforeEach(async () => {
  house = await openHouse()
  backups = await mkdtemp(join(tmpdir(), 'dormouse-drill-'))
})
afterEach(async () => {
  await rm(house.home, { recursive: true, force: true })
  await rm(backups, { recursive: true })
})

const put = (resource: string, id: string, values: object) => ({ resource, op: 'create', id, values })

async function store(...words: string[]): Promise<{ code: number | null; said: string; complaint: string }> {
  const child = startChild('../../api/store-cli.ts', words, {
    env: { STORE_URL: `file:${house.folder}`, SEED: 'empty', LOG_LEVEL: 'silent' },
  })
  const { code } = await child.ended
  return { code, said: child.lines.join('\n'), complaint: child.complaint() }
}

const people = (count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => put('contacts', `p${n + from}`, { firstName: `P${n + from}` }))

describe('the restore drill', { timeout: 300_000 }, () => {
  test('a lost machine comes back from its backup and its keys, whole, and goes on', async () => {
    await house.write([
      ...people(300),
      put('suppressions', house.hash('no@example.org'), {
        addressHash: house.hash('no@example.org'),
        reason: 'unsubscribed',
        since: '2026-03-01T00:00:00.000Z',
      }),
      put('campaigns', 'moving', { name: 'Moving', status: 'sending', waves: [{ wave: 1, kind: 'original' }] }),
    ])
    await house.documents.put('files/one', Buffer.from('a document'))
    const before = house.reader.root
    const taken = await store('backup', '--to', backups)
    expect(taken, taken.complaint).toMatchObject({ code: 0 })
    expect(taken.said).toMatch('1 document copied')
    await house.write(people(5, 300))

    // The machine is lost; the keys were kept elsewhere.
    const keys = await mkdtemp(join(tmpdir(), 'dormouse-keys-'))
    await cp(join(house.folder, 'secrets'), keys, { recursive: true })
    await house.close({ keep: true })
    await rm(house.folder, { recursive: true })
    expect((await store('verify')).complaint).toMatch('There is no root.json')

    const refused = await store('restore', '--from', backups)
    expect(refused).toMatchObject({
      code: 1,
      complaint: expect.stringMatching('Put the keys of the lost machine there'),
    })
    await cp(keys, join(house.folder, 'secrets'), { recursive: true })
    const restored = await store('restore', '--from', backups)
    expect(restored, restored.complaint).toMatchObject({ code: 0 })
    expect(restored.said).toMatch('1 campaign waits for a person: Moving.')
    expect(restored.said).toMatch('What came after this backup is lost')
    const verified = await store('verify')
    expect(verified, verified.complaint).toMatchObject({ code: 0, said: expect.stringMatching(/^Clean/) })
    await rm(keys, { recursive: true })

    const again = await openHouse(house.home)
    expect(await again.all('contacts')).toHaveLength(300)
    expect(again.reader.root.sequence).toBeGreaterThan(before.sequence)
    expect(again.reader.root.epoch).toBe(before.epoch + 1)
    expect(await again.get('suppressions', again.hash('no@example.org'))).toMatchObject({ reason: 'unsubscribed' })
    expect(await again.get('campaigns', 'moving')).toMatchObject({
      status: 'needs_attention',
      reason: expect.stringMatching('Letters may have left since that nobody here knows of'),
    })
    expect((await again.documents.get('files/one')).kind).toBe('found')
    await again.write(people(5, 300))
    expect(await again.all('contacts')).toHaveLength(305)
    expect(await again.problems()).toEqual([])
    await again.close({ keep: true })
  })

  test('the command line says what there is, and what went wrong, by its exit code too', async () => {
    await house.write(people(3))
    const unknown = await store('resurrect')
    expect(unknown.code).toBe(2)
    for (const name of ['backup', 'restore', 'verify', 'compact', 'gc', 'erase', 'stats', 'export'])
      expect(unknown.said).toMatch(new RegExp(`^  ${name} `, 'm'))
    expect(await store('restore')).toMatchObject({ code: 2, complaint: expect.stringMatching('Say to when') })
    expect(await store('erase', 'contacts/never')).toMatchObject({
      code: 1,
      complaint: expect.stringMatching('never was one'),
    })
    expect(await store('backup', '--too')).toMatchObject({ code: 2 })
    for (const words of [['--help'], ['help'], ['restore', '-h']])
      expect(await store(...words)).toMatchObject({ code: 0 })
    expect((await store('help', 'erase')).said).toMatch(/^npm run store -- erase contacts/)
    const before = house.reader.root.sequence
    // What asks for a dry run and gets the deed would be the worst of answers.
    expect(await store('compact', '--dry-run')).toMatchObject({
      code: 2,
      complaint: expect.stringMatching('compact takes no --dry-run'),
    })
    expect(await store('verify', 'everything')).toMatchObject({ code: 2 })
    await house.reader.refresh()
    expect(house.reader.root.sequence).toBe(before)
    expect(await store('restore', '--from', join(backups, 'none'))).toMatchObject({
      code: 1,
      complaint: expect.stringMatching('There is no finished backup'),
    })
    await writeFile(join(backups, 'file'), '')
    expect(await store('backup', '--to', join(backups, 'file'))).toMatchObject({
      code: 1,
      complaint: expect.stringMatching(/^The folder .* is not a folder that files can be kept in/),
    })
    expect(await store('gc', '--dry-run')).toMatchObject({ code: 0, said: expect.stringMatching(/^Would remove 0 of/) })
    expect(await store('erase', 'contacts/p1')).toMatchObject({
      code: 0,
      said: expect.stringMatching('^Erased contacts/p1'),
    })
    expect(await house.get('contacts', 'p1')).toBeUndefined()
    expect(await store('export', join(backups, 'open'))).toMatchObject({ code: 0 })
    expect(await store('export', join(backups, 'open'))).toMatchObject({
      code: 1,
      complaint: expect.stringMatching('already'),
    })
    expect(await store('stats')).toMatchObject({ code: 0 })
    expect(await store('compact')).toMatchObject({ code: 0 })
    expect(await store('verify')).toMatchObject({ code: 0 })
    await house.close({ keep: true })
  })

  test('a backup that is stopped half-way leaves no pin behind, and goes on where it was', async () => {
    await house.write(people(300))
    const pins = async () => (await Array.fromAsync(house.objects.list('pins/'))).map(({ key }) => key)
    const child = startChild('../../api/store-cli.ts', ['backup', '--to', backups], {
      env: { STORE_URL: `file:${house.folder}`, LOG_LEVEL: 'silent' },
    })
    for (let look = 0; look < 2_000 && !(await pins()).some(key => key.includes('copying-')); look++) await wait(5)
    child.process.kill('SIGINT')
    const { code } = await child.ended
    // It may have been faster than this test: then there is a whole backup, and never half of one.
    if (code === 130) {
      expect(child.complaint()).toMatch('Stopped. No backup was made.')
      expect((await pins()).filter(key => key.includes('copying-'))).toEqual([])
    }
    expect(await store('backup', '--to', backups)).toMatchObject({ code: 0 })
    expect((await pins()).filter(key => key.includes('copying-'))).toEqual([])
    await house.close({ keep: true })
  })
})

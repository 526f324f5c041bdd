import { readFileSync } from 'node:fs'
import type { Actor, Json } from '@dormouse/model'
import { blank, contacts, guessField, imports } from '@dormouse/model'
import { describe, expect, test } from 'vitest'
import { type Writer, writerInMemory } from '../writer/writer-in-memory.ts'
import { applyImport, type ImportDeps, openSheet, undoImport, uploadKey } from './job.ts'
import { previewImport } from './preview.ts'
import { readSheet } from './sheet.ts'

const csv =
  'First name,Last name,E-mail,Newsletter\nAnn,Lee,ann@x.example,yes\nBob,Ray,bob@x.example,no\nCid,Doe,not-an-address,yes\n'

/** A writer at work in the background, as in the running program, and an uploaded file. */
async function uploaded(file: string | Uint8Array, more: Record<string, Json> = {}) {
  const writer = await writerInMemory()
  const { staff } = await writer.staffed()
  const exchange = writer.staging
  const deps: ImportDeps = { reader: writer.replica, exchange, submit: attended(writer) }
  await exchange.put(uploadKey('i1'), typeof file === 'string' ? new TextEncoder().encode(file) : file)
  const sheet = await openSheet(exchange, 'i1')
  if ('problem' in sheet) throw new Error(sheet.problem)
  const mapping = Object.fromEntries(
    sheet.columns.map((name, index) => [
      name,
      guessField(
        contacts,
        name,
        sheet.rows.slice(0, 20).map(row => row.cells[index] ?? ''),
      ) ?? null,
    ]),
  )
  const values = { ...blank(imports), filename: 'x.csv', status: 'uploaded', mapping, rows: sheet.rows.length, ...more }
  expect(await writer.send(staff, 'import.upload', { id: 'i1', values } as Json)).toMatchObject({ ok: true })
  return { writer, deps, staff, mapping, sheet }
}

function attended(writer: Writer): ImportDeps['submit'] {
  let turn = Promise.resolve()
  return async (command, options) => {
    const { id } = await writer.submit(command, { ...options, waitMs: 0 })
    turn = turn.then(() => writer.decideWaiting())
    await turn
    const found = await writer.replica.outcome(id, 1_000)
    return { id, outcome: found?.outcome, sequence: found?.sequence }
  }
}

const people = async (writer: Writer) =>
  (await writer.all('contacts')).sort((one, other) => String(one.lastName).localeCompare(String(other.lastName)))

const counts = async (writer: Writer) => (await writer.get('imports', 'i1'))?.counts

describe('an import', () => {
  test('brings the good rows in and keeps a sentence for the others', async () => {
    const { writer, deps, staff } = await uploaded(csv)
    expect(await applyImport(deps, 'i1', staff)).toMatchObject({ ok: true })
    expect(await counts(writer)).toEqual({ total: 3, done: 3, created: 2, problem: 1 })
    expect((await people(writer)).map(each => [each.firstName, each.email, each.consent])).toEqual([
      ['Ann', 'ann@x.example', expect.objectContaining({ email: true })],
      ['Bob', 'bob@x.example', expect.objectContaining({ email: false })],
    ])
    const rows = await writer.replica.read({ partitions: [['importRows', 'i1']] }, view => [
      ...view.partition('importRows', 'i1').values(),
    ])
    expect(rows.find(row => row.number === 4)?.message).toMatch(/^E-mail: /)
  })

  test.each([
    ['update', { updated: 1, created: 1 }, 'Ann'],
    ['skip', { skipped: 1, created: 1 }, 'Old'],
    ['ask', { ask: 1, created: 1 }, 'Old'],
  ])('"%s" decides about people who are there already', async (onDuplicate, expected, firstName) => {
    const { writer, deps, staff } = await uploaded('First name,E-mail\nAnn,ANN@x.example\nBob,bob@x.example\n', {
      onDuplicate,
    })
    await writer.create(staff, 'contacts', 'c1', { firstName: 'Old', email: 'ann@x.example' })
    await applyImport(deps, 'i1', staff)
    expect(await counts(writer)).toMatchObject(expected)
    expect((await writer.get('contacts', 'c1'))?.firstName).toBe(firstName)
  })

  test('the same address twice in one file is a problem of the second row', async () => {
    const { writer, deps, staff } = await uploaded('First name,E-mail\nAnn,a@x.example\nAmy,A@X.example\n')
    await applyImport(deps, 'i1', staff)
    expect(await counts(writer)).toMatchObject({ created: 1, problem: 1 })
  })

  test('undo removes what it made, restores what it changed, and keeps what somebody touched since', async () => {
    const { writer, deps, staff } = await uploaded(
      'First name,E-mail,City\nAnn,a@x.example,York\nBob,b@x.example,Leeds\nCid,c@x.example,Bath\n',
    )
    await writer.create(staff, 'contacts', 'known', {
      firstName: 'Bobby',
      email: 'b@x.example',
      address: { city: 'Hull' },
    })
    await applyImport(deps, 'i1', staff)
    expect((await writer.get('contacts', 'known'))?.firstName).toBe('Bob')
    const cid = (await people(writer)).find(each => each.firstName === 'Cid')
    await writer.update(staff, 'contacts', String(cid?.id), { lastName: 'Touched' })
    expect(await undoImport(deps, 'i1', staff)).toMatchObject({ ok: true })
    expect((await people(writer)).map(each => each.firstName).sort()).toEqual(['Bobby', 'Cid'])
    expect((await writer.get('contacts', 'known'))?.address).toMatchObject({ city: 'Hull' })
    expect(await writer.get('imports', 'i1')).toMatchObject({ status: 'undone', counts: { undone: 2, kept: 1 } })
  })

  test('an import that was interrupted goes on where it was, and does nothing twice', async () => {
    const lines = Array.from({ length: 700 }, (_, index) => `P${index},p${index}@x.example`)
    const { writer, deps, staff } = await uploaded(`First name,E-mail\n${lines.join('\n')}\n`)
    let left = 2
    const failing: ImportDeps = {
      ...deps,
      submit: async (command, options) => {
        if (command.type === 'import.rows' && left-- <= 0) throw new Error('the process was killed')
        return deps.submit(command, options)
      },
    }
    await expect(applyImport(failing, 'i1', staff)).rejects.toThrow('killed')
    expect((await people(writer)).length).toBeLessThan(700)
    expect(await applyImport(deps, 'i1', staff)).toMatchObject({ ok: true })
    expect(await people(writer)).toHaveLength(700)
    expect(await counts(writer)).toEqual({ total: 700, done: 700, created: 700 })
  })

  test('a viewer can import nothing', async () => {
    const { writer } = await uploaded(csv)
    const viewer: Actor = { id: 'viewer', role: 'viewer' }
    expect(await writer.send(viewer, 'import.upload', { id: 'i2', values: {} })).toMatchObject({
      problem: { kind: 'forbidden' },
    })
    expect(await writer.get('imports', 'i2')).toBeUndefined()
  })
})

describe('the files people really have', () => {
  test('the CRM export: addresses from three columns, phones from three, the newsletter is consent', async () => {
    const file = new Uint8Array(readFileSync(new URL('../demo/samples/contacts-500.csv', import.meta.url)))
    const { writer, deps, staff, mapping, sheet } = await uploaded(file)
    expect(mapping).toMatchObject({
      email_work: 'email',
      email_home: 'email',
      email_other: 'email',
      phone_work: 'phone',
      phone_home: 'phone',
      phone_other: 'phone',
      has_newsletter: 'consent.email',
      first_name: 'firstName',
      last_name: 'lastName',
      tags: 'tags',
    })
    const preview = await writer.replica.read({ collections: ['contacts'] }, view =>
      previewImport(
        sheet,
        { mapping: mapping as Record<string, string | null>, onDuplicate: 'update' },
        contacts,
        [],
        view.table('contacts'),
      ),
    )
    await applyImport(deps, 'i1', staff)
    const done = (await counts(writer)) as Record<string, number>
    expect([done.created, done.problem ?? 0]).toEqual([preview.create, preview.problems])
    expect(preview.create).toBeGreaterThan(480)
    const shelley = (await people(writer)).find(each => each.firstName === 'Shelley' && each.lastName === 'Kerluke')
    expect(shelley).toMatchObject({
      email: 'shelley_kerluke47@hotmail.com',
      phone: '1-955-371-0847 x371',
      consent: { email: false },
    })
  })

  test('Excel’s file comes in with every accent', async () => {
    const file = new Uint8Array(readFileSync(new URL('../demo/samples/contacts-excel.csv', import.meta.url)))
    const { writer, deps, staff } = await uploaded(file)
    await applyImport(deps, 'i1', staff)
    const names = (await people(writer)).map(each => `${each.firstName} ${each.lastName}`)
    expect(names).toContain('Joël Müller-Schultheiß')
    expect(names).toContain('Eliška Þorláksson')
    expect(readSheet(new TextDecoder().decode(file))).toMatchObject({ delimiter: ';' })
  })
})

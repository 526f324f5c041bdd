/** An erased person is in no byte of the folder any more; everybody else is there as before. */
import { join } from 'node:path'
import type { Json } from '@dormouse/model'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openOutbox } from '../../api/mail/outbox.ts'
import { erase } from '../../api/operations/erase.ts'
import { TaskProblem, UsageProblem } from '../../api/operations/task.ts'
import { pinNames, readPin } from '../../api/store/pins.ts'
import { filesWith, type House, openHouse } from './house.ts'

const first = 'Zebediah'
const last = 'Quillfeather'
const email = 'zeb.quillfeather@example.org'
const former = 'old-zeb@example.net'
const phone = '+44 20 7946 0999'
const street = '17 Umberfield Crescent'
const traces = [first, last, email, former, phone, street, 'Secret wish', '7946 0999']
const zeb = 'zeb-0001-contact'
const dup = 'zeb-0002-duplicate'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(async () => {
  expect(house.faults).toEqual([])
  await house.close()
})

const put = (resource: string, id: string, values: object) => ({ resource, op: 'create', id, values })
const set = (resource: string, id: string, values: object) => ({ resource, op: 'update', id, values })

/** The person in every corner: changed, merged, invited, written to, imported, attached to, spoken about. */
async function live(): Promise<void> {
  const { write, committer, submit, exchange, documents } = house
  await write([
    put('staff', 'anna', { name: 'Anna', email: 'anna@demo.test', role: 'admin' }),
    put('properties', 'wish', { resource: 'contacts', key: 'wish', label: 'Wish', kind: 'text' }),
    put('contacts', 'ada', {
      firstName: 'Ada',
      lastName: 'Lovelace',
      email: 'ada@example.org',
      address: { line1: street },
    }),
    put('contacts', zeb, {
      firstName: first,
      lastName: last,
      email: former,
      phone,
      address: { line1: street, city: 'York' },
      properties: { wish: 'Secret wish' },
      tags: ['vip'],
    }),
    put('contacts', dup, { firstName: first, lastName: last, phone }),
    put('events', 'picnic', {
      slug: 'picnic',
      title: 'Picnic',
      startAt: '2026-06-01T10:00:00.000Z',
      endAt: '2026-06-01T12:00:00.000Z',
      hostIds: [zeb],
    }),
    put('segments', 'few', { name: 'A few', include: [zeb, 'ada'] }),
    put('campaigns', 'spring', { name: 'Spring', status: 'done', audience: { contactIds: [zeb, 'ada'] } }),
  ])
  await committer.fold()
  await write([
    set('contacts', zeb, { email }),
    put('attendances', 'seat', { contactId: zeb, eventId: 'picnic', status: 'attended' }),
    put('activities', 'note', {
      kind: 'note',
      subject: `Rang ${first}`,
      body: `${last} likes tea`,
      about: { resource: 'contacts', id: zeb },
    }),
    put('documents', 'doc', {
      name: `${last}.pdf`,
      about: { resource: 'contacts', id: zeb },
      file: { id: 'file-of-zeb', name: `${last}.pdf`, contentType: 'application/pdf', sizeBytes: 4 },
    }),
    ...['zeb-0001-contact', 'ada'].map(id =>
      put('deliveries', `spring_${id}`, {
        campaignId: 'spring',
        contactId: id,
        state: 'bounced_hard',
        addressAtSend: id === 'ada' ? 'ada@example.org' : email,
        addressHash: house.hash(id === 'ada' ? 'ada@example.org' : email),
        reason: `550 <${id === 'ada' ? 'ada@example.org' : email}> is unknown`,
        attempts: [
          {
            attempt: 1,
            wave: 1,
            state: 'bounced_hard',
            at: '2026-03-01T09:00:00.000Z',
            reason: `550 <${id === 'ada' ? 'ada@example.org' : email}>`,
          },
        ],
      }),
    ),
  ])
  await documents.put('files/file-of-zeb', Buffer.from(`%PDF ${last}`))
  await submit({
    type: 'act',
    actor: { id: 'anna', role: 'admin' },
    input: { resource: 'contacts', id: zeb, action: 'merge', input: { otherId: dup } },
  })
  // An import that brought a change, its upload still there.
  const csv = `First,Last,Mail\n${first},${last},${email}\nAda,Lovelace,ada@example.org\n`
  await exchange.put('uploads/import-one.csv', Buffer.from(csv))
  await exchange.put('uploads/import-two.csv', Buffer.from('First\nAda\n'))
  const columns = [{ name: 'Mail', samples: [email, 'ada@example.org'], guess: 'email' }]
  const job = {
    resource: 'contacts',
    filename: 'x.csv',
    status: 'uploaded',
    columns,
    mapping: {},
    onDuplicate: 'update',
    rows: 2,
  }
  const anna = { id: 'anna', role: 'admin' } as const
  await submit({ type: 'import.upload', actor: anna, input: { id: 'import-one', values: job } as unknown as Json })
  const common = { importId: 'import-one', resource: 'contacts' }
  await submit({ type: 'import.begin', actor: anna, input: { ...common, status: 'applying', total: 2 } })
  const rows = [{ number: 2, values: { email, jobTitle: `${last} the tailor` } }] as unknown as Json[]
  await submit({ id: 'import-one-0', type: 'import.rows', actor: anna, input: common }, { rows })
  await submit({ type: 'import.end', actor: anna, input: common })
  const tags = { campaignId: 'spring', deliveryId: `spring_${zeb}`, attempt: 1 }
  const outbox = openOutbox(join(house.folder, 'outbox'))
  await outbox.put(Buffer.from(`To: ${email}\r\n\r\nDear ${first}`), '2026-03-01T09:00:00.000Z', tags as never, 'n1')
  await outbox.put(
    Buffer.from(`To: ada@example.org\r\n\r\nDear Ada`),
    '2026-03-01T09:00:00.000Z',
    { ...tags, deliveryId: 'spring_ada' } as never,
    'n2',
  )
  await house.objects.put('quarantine/odd.json', Buffer.from(JSON.stringify({ why: 'odd', message: { body: email } })))
  await committer.fold()
  await committer.compact()
  await write([set('contacts', zeb, { jobTitle: `Tailor ${last}` }), set('contacts', 'ada', { jobTitle: 'Countess' })])
}

describe('erase', () => {
  test('leaves no trace in any byte of the folder but ids and the keyed hash', async () => {
    await live()
    const { folder } = house
    expect((await filesWith(folder, [last])).length).toBeGreaterThan(8)
    const said = await house.run(erase, [`contacts/${zeb}`])
    // The neighbour at the same street is not touched, and is not shown as somebody who writes about Zeb.
    const left = await filesWith(
      folder,
      traces.filter(each => each !== street),
    )
    expect(left).toEqual([])
    expect(said).toMatch(`Erased contacts/${zeb}`)
    expect(said).not.toMatch('Others wrote')
    expect(await house.problems()).toEqual([])
    for (const name of await pinNames(house.objects))
      expect((await readPin(house.objects, name))?.sequence).toBeGreaterThan(0)

    expect(await house.get('contacts', zeb)).toBeUndefined()
    expect(await house.get('activities', 'note')).toBeUndefined()
    expect(await house.get('contacts', 'ada')).toMatchObject({
      lastName: 'Lovelace',
      jobTitle: 'Countess',
      address: { line1: street },
    })
    expect(await house.get('events', 'picnic')).toMatchObject({ hostIds: [] })
    expect(await house.get('segments', 'few')).toMatchObject({ include: ['ada'] })
    expect(await house.get('suppressions', house.hash(email))).toMatchObject({ reason: 'erased', liftedAt: null })
    expect(await house.all('logs')).toContainEqual(
      expect.objectContaining({ what: 'erased', about: { resource: 'contacts', id: zeb } }),
    )
    const ledger = await house.deliveries('spring')
    expect(ledger).toContainEqual(
      expect.objectContaining({ id: `spring_${zeb}`, state: 'bounced_hard', addressAtSend: null, reason: null }),
    )
    expect(ledger).toContainEqual(expect.objectContaining({ id: 'spring_ada', addressAtSend: 'ada@example.org' }))
    const rows = await house.history('contacts', zeb)
    expect(rows.map(({ field }) => field)).toEqual([null, null])
    expect((await house.documents.get('files/file-of-zeb')).kind).toBe('missing')
    expect((await house.exchange.get('uploads/import-one.csv')).kind).toBe('missing')
    expect((await house.exchange.get('uploads/import-two.csv')).kind).toBe('found')
    // The server goes on: what it held in memory is gone as well.
    await house.write([set('contacts', 'ada', { jobTitle: 'Mathematician' })])
    await house.committer.fold()
    await house.committer.compact()
    expect(await house.problems()).toEqual([])
    expect(
      await filesWith(
        folder,
        traces.filter(each => each !== street),
      ),
    ).toEqual([])
  })

  test('can be run again, and after a first run that was ended half-way', async () => {
    await live()
    const { objects } = house
    // The commit is made, then the disk gives way: nothing was written anew.
    const broken = { ...house.tools, objects: { ...objects, put: failing(objects.put, 3) } }
    await expect(erase(broken, { words: [`contacts/${zeb}`], options: {} })).rejects.toThrow('no room')
    expect(await house.get('contacts', zeb)).toBeUndefined()
    expect((await filesWith(house.folder, [last])).length).toBeGreaterThan(0)
    await house.run(erase, [`contacts/${zeb}`])
    expect(await filesWith(house.folder, [last, email])).toEqual([])
    await house.run(erase, [`contacts/${zeb}`])
    await house.run(erase, [`contacts/${dup}`])
    expect(await house.problems()).toEqual([])
  })

  test('says what others wrote, and with --texts takes it out of their texts and of the history of these', async () => {
    await live()
    await house.write([
      put('activities', 'call', {
        kind: 'call',
        subject: 'Call',
        body: `ring ${phone} tomorrow`,
        about: { resource: 'contacts', id: 'ada' },
      }),
      put('segments', 'one', {
        name: 'One',
        match: { combinator: 'and', rules: [{ field: 'email', operator: '=', value: email }] },
      }),
    ])
    await house.write([set('activities', 'call', { body: 'done' })])
    await house.committer.fold()
    const dry = await house.run(erase, [`contacts/${zeb}`], { 'dry-run': true })
    expect(dry).toMatch('Would erase')
    expect(dry).toMatch('activities/call  body, in its history')
    expect(dry).toMatch('segments/one  match')
    expect(await house.get('contacts', zeb)).toMatchObject({ lastName: last })
    const said = await house.run(erase, [`contacts/${zeb}`], { texts: true })
    expect(said).not.toMatch('activities/call')
    expect(await filesWith(house.folder, [phone])).toEqual([])
    const history = await house.history('activities', 'call')
    expect(history).toContainEqual(
      expect.objectContaining({ field: 'body', from: 'ring [erased] tomorrow', to: 'done' }),
    )
    expect(await house.problems()).toEqual([])
    // A rule is no text: whoever made the group mends it.
    expect(said).toMatch('segments/one  match')
  })

  test('refuses in a sentence what it cannot do', async () => {
    await live()
    const asked = (name: string) => house.run(erase, [name])
    await expect(asked('contacts')).rejects.toThrow(UsageProblem)
    await expect(asked('nobody/x')).rejects.toThrow(UsageProblem)
    await expect(asked('contacts/never-was')).rejects.toThrow('there never was one')
    await expect(asked('deliveries/spring_ada')).rejects.toThrow(TaskProblem)
    await expect(asked('staff/anna')).rejects.toThrow('Only records of people')
    await house.write([put('accounts', 'acc', { contactId: zeb, kind: 'current', number: 'GB-1', status: 'open' })])
    await expect(asked(`contacts/${zeb}`)).rejects.toThrow('1 account still refers to it')
    expect(await house.get('contacts', zeb)).toMatchObject({ lastName: last })
  })
})

/** The first few puts go through, then there is no room. */
function failing(put: House['objects']['put'], times: number): House['objects']['put'] {
  let left = times
  return (key, body, condition) => {
    if (key !== 'root.json' && left-- <= 0) throw new Error('The disk has no room left.')
    return put(key, body, condition)
  }
}

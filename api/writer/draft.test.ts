import { type Actor, type Outcome, refuse } from '@dormouse/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applied } from '../store/apply.ts'
import type { Operation, StoredRecord } from '../store/view.ts'
import { openBatch } from './draft.ts'
import type { Draft } from './handler.ts'
import { memoryView } from './memory-view.ts'

const now = '2026-05-04T10:00:00.000Z'
const anna: Actor = { id: 'anna', role: 'staff' }
const done: Outcome = { ok: true }
const no = refuse('refused', 'No.')

const person = (id: string, fields: Partial<StoredRecord> = {}): StoredRecord => ({
  id,
  createdAt: '2026-01-01T00:00:00.000Z',
  createdBy: 'import',
  updatedAt: '2026-01-01T00:00:00.000Z',
  updatedBy: 'import',
  version: 3,
  city: null,
  tags: [],
  address: { city: 'York', line1: null },
  ...fields,
})

function open(records: StoredRecord[] = []) {
  const batch = openBatch(memoryView({ contacts: records }), now, address => address)
  let by = 0
  return {
    batch,
    run: (work: (draft: Draft) => Outcome) => batch.decide(by, { id: `command-${by++}`, actor: anna }, work),
  }
}

describe('a draft', () => {
  test('a later command of the batch sees what an earlier one changed', () => {
    const { run } = open([person('p1')])
    run(draft => {
      draft.table('contacts').set('p1', { city: 'Leeds' })
      draft.table('contacts').create('p2', { city: 'Leeds' })
      return done
    })
    run(draft => {
      const contacts = draft.table('contacts')
      expect(contacts.get('p1')).toMatchObject({ city: 'Leeds', version: 4, updatedAt: now, updatedBy: 'anna' })
      expect(contacts.lookup('city', 'Leeds').map(each => each.id)).toEqual(['p1', 'p2'])
      expect([...contacts.values()]).toHaveLength(2)
      expect(contacts.size).toBe(2)
      return done
    })
  })

  test('a refused command leaves nothing behind, not even in an index', () => {
    const { run, batch } = open([person('p1', { city: 'York' })])
    run(draft => {
      const contacts = draft.table('contacts')
      contacts.lookup('city', 'York')
      contacts.set('p1', { city: 'Leeds' })
      contacts.create('p2', { city: 'York' })
      contacts.remove('p1')
      return no
    })
    run(draft => {
      const contacts = draft.table('contacts')
      expect(contacts.lookup('city', 'York').map(each => each.id)).toEqual(['p1'])
      expect(contacts.lookup('city', 'Leeds')).toEqual([])
      expect(contacts.get('p2')).toBeUndefined()
      expect(contacts.size).toBe(1)
      return done
    })
    expect(batch.operations).toEqual([])
  })

  test('a command that throws leaves nothing behind either', () => {
    const { run, batch } = open([person('p1')])
    expect(() =>
      run(draft => {
        draft.table('contacts').remove('p1')
        throw new Error('a fault')
      }),
    ).toThrow('a fault')
    expect(batch.get('contacts', 'p1')?.version).toBe(3)
    expect(batch.operations).toEqual([])
  })

  test('one part of a command is refused by itself', () => {
    const { run, batch } = open([person('p1')])
    run(draft => {
      const contacts = draft.table('contacts')
      contacts.create('p2', { city: 'Leeds' })
      draft.attempt(() => {
        contacts.set('p2', { city: 'Hull' })
        contacts.remove('p1')
        return no
      })
      return done
    })
    expect(batch.operations).toEqual([{ on: 'contacts', id: 'p2', put: batch.get('contacts', 'p2'), by: 0 }])
    expect(batch.get('contacts', 'p2')?.city).toBe('Leeds')
  })

  test('several steps of one command on one record are one operation and one version', () => {
    const { run, batch } = open([person('p1')])
    run(draft => {
      draft.table('contacts').set('p1', { 'address.city': 'Leeds' })
      draft.table('contacts').set('p1', { city: 'Leeds' }, { quiet: true })
      draft.table('contacts').set('p1', { city: 'Hull' })
      return done
    })
    expect(batch.operations).toEqual([
      {
        on: 'contacts',
        id: 'p1',
        by: 0,
        set: { 'address.city': 'Leeds', city: 'Hull', version: 4, updatedAt: now, updatedBy: 'anna' },
        was: {
          'address.city': 'York',
          city: null,
          version: 3,
          updatedAt: '2026-01-01T00:00:00.000Z',
          updatedBy: 'import',
        },
      },
    ])
  })

  test('a quiet change keeps version and time', () => {
    const { run, batch } = open([person('p1')])
    run(draft => {
      draft.table('contacts').set('p1', { city: 'Leeds' }, { quiet: true })
      return done
    })
    expect(batch.operations).toEqual([{ on: 'contacts', id: 'p1', by: 0, set: { city: 'Leeds' }, was: { city: null } }])
  })

  test('values that are there already, or are there again at the end, are no change', () => {
    const { run, batch } = open([person('p1')])
    run(draft => {
      draft.table('contacts').set('p1', { tags: [], address: { city: 'York', line1: null } })
      draft.table('contacts').set('p1', { city: 'Leeds' })
      draft.table('contacts').set('p1', { city: null })
      return done
    })
    expect(batch.operations).toEqual([])
    expect(batch.get('contacts', 'p1')?.version).toBe(3)
  })

  test('what is made and removed within one command never was; what is removed and made again is both', () => {
    const { run, batch } = open([person('p1')])
    run(draft => {
      const contacts = draft.table('contacts')
      contacts.create('p2', {})
      contacts.remove('p2')
      contacts.remove('p1')
      contacts.create('p1', { city: 'Hull' })
      return done
    })
    expect(batch.operations.map(each => Object.keys(each).find(key => key === 'put' || key === 'drop'))).toEqual([
      'drop',
      'put',
    ])
  })

  test('fresh ids are UUIDs and the same whenever the command is decided again', () => {
    const idsOf = () => {
      const ids: string[] = []
      open().run(draft => {
        ids.push(draft.newId(), draft.newId())
        return done
      })
      return ids
    }
    const ids = idsOf()
    expect(idsOf()).toEqual(ids)
    expect(new Set(ids).size).toBe(2)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  test('the operations, applied to the state below, give exactly what the draft showed', () => {
    const value = fc.constantFrom(null, 'York', 'Leeds', 'Hull')
    const step = fc.record({
      id: fc.constantFrom('p1', 'p2', 'p3'),
      act: fc.constantFrom('set', 'quiet', 'remove', 'create', 'part'),
      city: value,
      tags: fc.array(fc.constantFrom('a', 'b'), { maxLength: 2 }),
    })
    const command = fc.record({ steps: fc.array(step, { maxLength: 6 }), refused: fc.boolean() })
    fc.assert(
      fc.property(fc.array(command, { maxLength: 5 }), commands => {
        const below = [person('p1'), person('p2', { city: 'York' })]
        const { run, batch } = open(below)
        for (const { steps, refused } of commands)
          run(draft => {
            const contacts = draft.table('contacts')
            contacts.lookup('city', 'York')
            for (const { id, act, city, tags } of steps) {
              const there = contacts.get(id)
              if (act === 'create' && !there) contacts.create(id, { city, tags, address: null })
              else if (act === 'remove' && there) contacts.remove(id)
              else if (act === 'part' && there) contacts.set(id, { 'address.city': city })
              else if (there) contacts.set(id, { city, tags }, { quiet: act === 'quiet' })
            }
            return refused ? no : done
          })
        const state = new Map(below.map(record => [record.id, record]))
        for (const operation of batch.operations as Operation[]) {
          const after = applied(state.get(operation.id), operation)
          if (after) state.set(operation.id, after)
          else state.delete(operation.id)
        }
        run(draft => {
          const contacts = draft.table('contacts')
          const shown = new Map([...contacts.values()].map(record => [record.id, record]))
          expect(shown).toEqual(state)
          expect(contacts.size).toBe(state.size)
          for (const city of ['York', 'Leeds', 'Hull'])
            expect(new Set(contacts.lookup('city', city).map(each => each.id))).toEqual(
              new Set([...state.values()].filter(each => each.city === city).map(each => each.id)),
            )
          return done
        })
      }),
      { numRuns: 500 },
    )
  })
})

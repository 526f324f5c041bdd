/** Several changes in one request. */
import { type Case, noSuchRecord } from './case.ts'

export const bulks: Case[] = [
  {
    name: 'a bulk says of each operation what became of it',
    as: 'staff',
    method: 'POST',
    path: '/api/contacts/_bulk',
    body: {
      operations: [
        { op: 'create', id: 'eve', values: { firstName: 'Eve' } },
        { op: 'update', id: 'nobody', patch: { firstName: 'x' } },
        { op: 'delete', id: 'eve' },
      ],
    },
    status: 200,
    contains: ['"outcomes":[{"id":"eve","ok":true}', noSuchRecord],
  },
  {
    name: 'tags go on and off without touching the others',
    as: 'staff',
    method: 'POST',
    path: '/api/contacts/_bulk',
    body: {
      operations: [
        { op: 'create', id: 'fay', values: { firstName: 'Fay', tags: ['Choir', 'VIP'] } },
        { op: 'tag', id: 'fay', add: ['choir', 'Owls'], remove: ['vip'] },
        { op: 'tag', id: 'nobody', add: ['Owls'] },
      ],
    },
    status: 200,
    contains: ['{"id":"fay","ok":true}', noSuchRecord],
  },
  {
    name: 'and the spelling that was there first stays',
    as: 'staff',
    method: 'GET',
    path: '/api/contacts/fay',
    status: 200,
    contains: ['"tags":["Choir","Owls"]'],
  },
  {
    name: 'one operation for all that a filter finds',
    as: 'staff',
    method: 'POST',
    path: '/api/contacts/_bulk',
    body: { filter: { tags: 'owls' }, operation: { op: 'delete' } },
    status: 200,
    contains: ['"outcomes":[{"id":"fay","ok":true}]'],
  },
  {
    name: 'a filter needs an operation',
    as: 'staff',
    method: 'POST',
    path: '/api/contacts/_bulk',
    body: { filter: {} },
    status: 400,
    contains: ['operation'],
  },
  {
    name: 'an operation for everybody is refused to whoever may change nobody',
    as: 'viewer',
    method: 'POST',
    path: '/api/contacts/_bulk',
    body: { filter: {}, operation: { op: 'delete' } },
    status: 403,
  },
  {
    name: 'tags can’t be put on what has none',
    as: 'staff',
    method: 'POST',
    path: '/api/events/_bulk',
    body: { filter: {}, operation: { op: 'tag', add: ['x'] } },
    status: 400,
  },
  {
    name: 'a bulk of nothing',
    as: 'staff',
    method: 'POST',
    path: '/api/contacts/_bulk',
    body: { operations: [] },
    status: 400,
  },
  {
    name: 'a bulk with a strange operation',
    as: 'staff',
    method: 'POST',
    path: '/api/contacts/_bulk',
    body: { operations: [{ op: 'upsert', id: 'x' }] },
    status: 400,
    contains: ['Operation 1'],
  },
]

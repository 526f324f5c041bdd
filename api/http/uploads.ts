/**
 * Files to and from the documents store. An upload is asked for first and then posted as a form, the way S3 takes it, so
 * that a browser does the same whoever takes the bytes. What a record's `file` field then holds is the upload's id; who
 * may read the record may fetch the file.
 */
import { type Actor, type Json, leaves, register } from '@dormouse/model'
import { jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Ids } from '../ids.ts'
import { findNeeds, findRecord } from '../read/find.ts'
import type { Secrets } from '../secrets.ts'
import type { ObjectStore } from '../store/objects.ts'
import type { Needs, Reader } from '../store/view.ts'
import { objectBody } from './body.ts'
import { problem } from './problems.ts'
import type { Answer, Call, Route } from './route.ts'

export interface UploadDeps {
  reader: Reader
  documents: ObjectStore
  secrets: Secrets
  clock: Clock
  ids: Ids
}

export const fileBytesMax = 25_000_000
/** Long enough for a slow line, too short to be passed around. */
const ticketSeconds = 600
const audience = 'upload'

const wish = z.object({
  filename: z.string().trim().min(1).max(255),
  contentType: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/),
  sizeBytes: z.number().int().min(1).max(fileBytesMax),
})
const ticketSchema = wish.extend({ jti: z.string() })

/** Every field that can hold a file, and where its id stands. */
const holders = register.flatMap(resource =>
  leaves(resource)
    .filter(leaf => leaf.field.kind === 'file')
    .map(leaf => ({ resource, path: `${leaf.path}.id` })),
)

export const fileKey = (id: string) => `files/${id}`

export function uploadRoutes(deps: UploadDeps): Route[] {
  return [
    {
      method: 'post',
      path: '/uploads',
      access: 'signedIn',
      about:
        'Asks for a place for a file: answers its id, the address to post it to, and the form fields to post before it.',
      handle: call => promise(deps, call),
    },
    {
      method: 'post',
      path: '/uploads/:id',
      access: 'public',
      limit: { perMinute: 60, failures: true },
      body: 'raw',
      about: 'Takes the file of an upload that was asked for; the form’s ticket says by whom.',
      handle: call => take(deps, call),
    },
    {
      method: 'get',
      path: '/files/:id',
      access: 'signedIn',
      about: 'The file behind a record’s file field, as a download.',
      handle: call => fetchFile(deps, call),
    },
  ]
}

async function promise(deps: UploadDeps, call: Call): Promise<Answer> {
  if (call.actor.role === 'viewer') throw problem('forbidden', 'You may not add files.')
  const { for: _purpose, ...body } = objectBody(call.body)
  const asked = wish.safeParse(body)
  if (!asked.success) {
    const field = String(asked.error.issues[0]?.path[0] ?? 'filename')
    const sentence = sentences[field] ?? 'Say what file it is.'
    throw problem('invalid', sentence, { errors: { [field]: sentence } })
  }
  const nowMs = deps.clock.nowMs()
  const id = deps.ids.uuid(nowMs)
  const ticket = await new SignJWT({ ...asked.data })
    .setProtectedHeader({ alg: 'HS256' })
    .setJti(id)
    .setAudience(audience)
    .setExpirationTime(Math.floor(nowMs / 1000) + ticketSeconds)
    .sign(deps.secrets.signingKey)
  return { status: 201, body: { id, url: `/api/uploads/${id}`, fields: { ticket } } }
}

const sentences: Record<string, string> = {
  filename: 'The file needs a name.',
  contentType: 'The content type looks like image/png.',
  sizeBytes: `A file has between 1 byte and ${fileBytesMax / 1_000_000} MB.`,
}

async function take(deps: UploadDeps, call: Call): Promise<Answer> {
  const form = await formOf(call)
  const file = form.get('file')
  const ticket = await opened(deps, String(form.get('ticket') ?? ''))
  if (!ticket || ticket.jti !== call.params.id)
    throw problem('forbidden', 'This upload was not asked for, or too long ago.')
  if (!(file instanceof Blob))
    throw problem('invalid', 'The form has no file.', { errors: { file: 'The form has no file.' } })
  if (file.size !== ticket.sizeBytes)
    throw problem('invalid', `The file has ${file.size} bytes; ${ticket.sizeBytes} were announced.`)
  // Create only: an id names the same bytes for good.
  await deps.documents.put(fileKey(ticket.jti), new Uint8Array(await file.arrayBuffer()), { ifNoneMatch: '*' })
  return { status: 204 }
}

async function formOf(call: Call): Promise<FormData> {
  if (!(call.body instanceof Uint8Array)) throw problem('invalid', 'Post the file as a form.')
  try {
    const headers = { 'Content-Type': call.header('content-type') ?? '' }
    return await new Response(Buffer.from(call.body), { headers }).formData()
  } catch {
    throw problem('invalid', 'Post the file as a form.')
  }
}

async function opened({ secrets, clock }: UploadDeps, token: string) {
  try {
    const currentDate = new Date(clock.nowMs())
    const { payload } = await jwtVerify(token, secrets.signingKey, { algorithms: ['HS256'], audience, currentDate })
    return ticketSchema.parse(payload)
  } catch {
    return undefined
  }
}

/** Whoever may read a record that holds the file. To everybody else it does not exist. */
async function fetchFile(deps: UploadDeps, call: Call): Promise<Answer> {
  const id = call.params.id ?? ''
  const about = await findHolder(deps.reader, id, call.actor)
  const got = about ? await deps.documents.get(fileKey(id)) : undefined
  if (!about || got?.kind !== 'found') throw problem('missing', 'This file does not exist.')
  return {
    headers: {
      'Content-Type': about.contentType,
      // Never shown in the page's own origin: a file may be HTML.
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(about.name.toWellFormed())}`,
      'X-Content-Type-Options': 'nosniff',
    },
    body: got.body,
  }
}

async function findHolder(
  reader: Reader,
  id: string,
  actor: Actor,
): Promise<{ name: string; contentType: string } | undefined> {
  const needs: Needs = {
    collections: [...new Set(holders.flatMap(({ resource }) => findNeeds(resource, '', actor).collections ?? []))],
  }
  return reader.read(needs, view => {
    for (const { resource, path } of holders)
      for (const record of view.table(resource.name).lookup(path, id))
        if (findRecord(view, resource, record.id, actor)) return fileOf(record, path)
    return undefined
  })
}

function fileOf(record: Record<string, Json>, path: string) {
  const { name, contentType } = record[path.slice(0, -'.id'.length)] as { name: string; contentType: string }
  return { name, contentType }
}

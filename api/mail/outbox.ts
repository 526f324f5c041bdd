/**
 * The outbox: a folder that takes mails instead of sending them, one .eml file each, for work on one machine and for
 * tests. Every hand-over makes a file of its own: a mail that is handed over twice is there twice, as it would be with a
 * real mail service.
 *
 * Names are `<time>_<deliveryId>_<attempt>.eml`, so that they sort by time and tell whose mail it is unopened.
 */
import { mkdir, open, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { type MailTags, tagHeaders } from './message.ts'

/** A line of the viewer's list. */
export interface OutboxLine {
  id: string
  at: string
  from: string
  to: string
  subject: string
  campaignId: string | null
  deliveryId: string | null
  sizeBytes: number
}

export interface OutboxMail extends OutboxLine {
  html: string
  text: string
  headers: { name: string; value: string }[]
}

export interface Outbox {
  /** Durable against the end of this process; a reader never sees half a mail. Answers the mail's id. */
  put(mime: Uint8Array, at: string, tags: MailTags | undefined, nonce: string): Promise<string>
  /** Newest first. `of`: only mails of that campaign or delivery. */
  list(page: { first: number; last: number; of?: string }): Promise<{ mails: OutboxLine[]; total: number }>
  read(id: string): Promise<OutboxMail | undefined>
}

const idPattern = /^[A-Za-z0-9_-]{1,250}$/
/** Headers fit in here; the rest of a mail is not read for a list. */
const headerBytesMax = 16 * 1024
const pageMax = 200

export function openOutbox(folder: string): Outbox {
  let made: Promise<unknown> | undefined
  const make = () => (made ??= mkdir(folder, { recursive: true }))

  async function line(id: string): Promise<OutboxLine | undefined> {
    const path = join(folder, `${id}.eml`)
    const file = await open(path).catch(absent)
    if (!file) return undefined
    try {
      const { sizeBytes, head } = await headOf(file)
      return lineOf(id, await PostalMime.parse(head), sizeBytes)
    } finally {
      await file.close()
    }
  }

  return {
    async put(mime, at, tags, nonce) {
      await make()
      const time = at.replace(/[-:.]/g, '')
      const id = tags ? `${time}_${tags.deliveryId}_${tags.attempt}_${nonce}` : `${time}_${nonce}`
      const half = join(folder, `.${id}.half`)
      await writeFile(half, mime, { flag: 'wx' })
      await rename(half, join(folder, `${id}.eml`))
      return id
    },

    async list({ first, last, of }) {
      const names = (await readdir(folder).catch(absent)) ?? []
      const ids = names
        .filter(name => name.endsWith('.eml') && (!of || name.includes(of)))
        .map(name => name.slice(0, -'.eml'.length))
        .sort()
        .reverse()
      const page = ids.slice(first, Math.min(last + 1, first + pageMax))
      const lines = await Promise.all(page.map(line))
      return { mails: lines.filter(each => each !== undefined), total: ids.length }
    },

    async read(id) {
      if (!idPattern.test(id)) return undefined
      const path = join(folder, `${id}.eml`)
      const bytes = await readFile(path).catch(absent)
      if (!bytes) return undefined
      const mail = await PostalMime.parse(bytes)
      const { size } = await stat(path)
      return {
        ...lineOf(id, mail, size),
        html: mail.html ?? '',
        text: mail.text ?? '',
        headers: mail.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
      }
    },
  }
}

async function headOf(file: Awaited<ReturnType<typeof open>>): Promise<{ sizeBytes: number; head: Buffer }> {
  const { size } = await file.stat()
  const buffer = Buffer.alloc(Math.min(size, headerBytesMax))
  await file.read(buffer, 0, buffer.length, 0)
  const end = buffer.indexOf('\r\n\r\n')
  return { sizeBytes: size, head: end < 0 ? buffer : buffer.subarray(0, end + 4) }
}

type Parsed = Awaited<ReturnType<typeof PostalMime.parse>>

function lineOf(id: string, mail: Parsed, sizeBytes: number): OutboxLine {
  const header = (name: string) => mail.headers.find(each => each.key === name.toLowerCase())?.value ?? null
  return {
    id,
    at: mail.date ?? '',
    from: written(mail.from),
    to: (mail.to ?? []).map(written).join(', '),
    subject: mail.subject ?? '',
    campaignId: header(tagHeaders.campaignId),
    deliveryId: header(tagHeaders.deliveryId),
    sizeBytes,
  }
}

const written = (box: { name?: string; address?: string } | undefined): string =>
  box ? (box.name ? `${box.name} <${box.address ?? ''}>` : (box.address ?? '')) : ''

/** A folder or mail that is not there is an answer; anything else is trouble. */
function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined
  throw error
}

/**
 * Pictures for letters. A letter that was sent must look the same in ten years, so a picture is kept under the hash of its
 * content and never changes; `/u/i/<hash>.<type>` is its address in every letter (`mail.ts` answers there).
 */
import { createHash } from 'node:crypto'
import { templates } from '@dormouse/model'
import type { Deps } from '../deps.ts'
import { problem } from './problems.ts'
import { type Answer, type Call, ProblemError, type Route } from './route.ts'
import { mayAtAll } from './seen.ts'

/** Larger ones make letters slow to open, and mail services refuse mails of some megabytes. */
const pictureBytesMax = 2_000_000

export function letterImageRoutes(deps: Pick<Deps, 'documents'>): Route[] {
  return [
    {
      method: 'post',
      path: '/letter-images',
      access: 'signedIn',
      body: 'raw',
      about: 'Takes a PNG, JPEG, GIF or WebP picture for letters; answers its address there: `{src}`.',
      handle: call => keep(call, deps),
    },
  ]
}

async function keep({ actor, body }: Call, { documents }: Pick<Deps, 'documents'>): Promise<Answer> {
  mayAtAll(templates, 'write', actor)
  if (!(body instanceof Uint8Array) || body.length === 0)
    throw problem('invalid', 'Send the picture itself as the body.')
  if (body.length > pictureBytesMax)
    throw new ProblemError(
      { kind: 'invalid', message: 'This picture is larger than 2 MB. Make it smaller first.' },
      413,
    )
  const type = typeOf(body)
  if (!type) throw problem('invalid', 'This is no PNG, JPEG, GIF or WebP picture.')
  const name = `${createHash('sha256').update(body).digest('hex')}.${type}`
  await documents.put(`letter-images/${name}`, body)
  return { status: 201, body: { src: `/u/i/${name}` } }
}

/** By what stands at its beginning: a name or a header could say anything. */
function typeOf(bytes: Uint8Array): 'png' | 'jpg' | 'gif' | 'webp' | undefined {
  const begins = (text: string, at = 0) => [...text].every((character, i) => bytes[at + i] === character.charCodeAt(0))
  if (begins('\x89PNG\r\n\x1a\n')) return 'png'
  if (begins('\xff\xd8\xff')) return 'jpg'
  if (begins('GIF87a') || begins('GIF89a')) return 'gif'
  return begins('RIFF') && begins('WEBP', 8) ? 'webp' : undefined
}

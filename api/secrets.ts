/**
 * The keys that must outlive restarts and never enter the store: what signs sessions, what hashes addresses, what signs
 * the links in mails. Made once, at the first start, wherever SECRETS_URL says.
 */
import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, readFile, rename, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

export interface Secrets {
  /** Signs session tokens (HS256). */
  signingKey: Uint8Array
  /** Hashes e-mail addresses in suppressions and the ledger. Changing it would forget every suppression. */
  addressHashKey: Uint8Array
  /** Sign unsubscribe links, newest first: a new key signs, all of them verify, for as long as old mails lie around. */
  linkKeys: readonly LinkKey[]
}

export interface LinkKey {
  id: string
  key: Uint8Array
}

const keyBytes = 32
const key = z.base64url().transform(text => new Uint8Array(Buffer.from(text, 'base64url')))
const schema = z.object({
  signingKey: key,
  addressHashKey: key,
  linkKeys: z.array(z.object({ id: z.string().regex(/^[A-Za-z0-9]{1,16}$/), key })).min(1),
})

/** Opens `file:<folder>` or `ssm:/<path>`, where the parameter is `<path>/keys`; makes the keys there when there are none yet. */
export async function openSecrets(url: string): Promise<Secrets> {
  const place = await placeOf(url)
  const text = (await place.read()) ?? (await place.create(freshKeys()))
  return read(text, url)
}

/**
 * Puts a fresh key in front of those that sign links; all before it are still believed. Whoever reads the keys afterwards
 * signs with it, so the server that answers the links has to be started anew before the next letter leaves.
 */
export async function addLinkKey(url: string): Promise<{ id: string; kept: number }> {
  const place = await placeOf(url)
  const text = await place.read()
  if (text === undefined) throw new Error(`There are no keys at ${url} yet: the first start makes them.`)
  const { linkKeys } = read(text, url)
  const fresh = freshLinkKey()
  // Whatever else a newer version keeps beside the keys stays as it is.
  const before = JSON.parse(text) as { linkKeys: object[] }
  await place.replace(written({ ...before, linkKeys: [fresh, ...before.linkKeys] }))
  return { id: fresh.id, kept: linkKeys.length }
}

const placeOf = async (url: string): Promise<Place> =>
  url.startsWith('ssm:') ? parameter(`${url.slice('ssm:'.length)}/keys`) : keyFile(url.replace(/^file:/, ''))

function read(text: string, url: string): Secrets {
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw new Error(`The keys at ${url} cannot be read: restore them from your backup.`, { cause })
  }
}

function freshKeys(): string {
  return written({ signingKey: freshKey(), addressHashKey: freshKey(), linkKeys: [freshLinkKey()] })
}

const freshKey = () => randomBytes(keyBytes).toString('base64url')
const freshLinkKey = () => ({ id: randomBytes(4).toString('hex'), key: freshKey() })
const written = (keys: object): string => `${JSON.stringify(keys, null, 2)}\n`

/** Somewhere one text lies. `create` answers with what lies there afterwards: of two first starts, one set of keys wins. */
interface Place {
  read(): Promise<string | undefined>
  create(text: string): Promise<string>
  replace(text: string): Promise<void>
}

function keyFile(folder: string): Place {
  const path = join(folder, 'keys.json')
  const readIt = () => readFile(path, 'utf8')
  return {
    async read() {
      try {
        // A copied or restored file may have come out readable for others.
        await chmod(path, 0o600)
        return await readIt()
      } catch (error) {
        if (isCode(error, 'ENOENT')) return undefined
        throw error
      }
    },
    async create(text) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const draft = join(folder, `.keys-${randomBytes(8).toString('hex')}`)
      await writeFile(draft, text, { mode: 0o600, flag: 'wx', flush: true })
      try {
        // Unlike a rename, a link refuses to replace what another start has made meanwhile.
        await link(draft, path)
      } catch (error) {
        if (!isCode(error, 'EEXIST')) throw error
      } finally {
        await unlink(draft)
      }
      return readIt()
    },
    async replace(text) {
      const draft = join(folder, `.keys-${randomBytes(8).toString('hex')}`)
      await writeFile(draft, text, { mode: 0o600, flag: 'wx', flush: true })
      await rename(draft, path)
    },
  }
}

/** One SecureString parameter. The SDK is loaded only here, so that an embedded start does not pay for it. */
async function parameter(name: string): Promise<Place> {
  const { SSMClient, GetParameterCommand, PutParameterCommand } = await import('@aws-sdk/client-ssm')
  const client = new SSMClient({})
  const readIt = async () => {
    try {
      const answer = await client.send(new GetParameterCommand({ Name: name, WithDecryption: true }))
      return answer.Parameter?.Value
    } catch (error) {
      if (isNamed(error, 'ParameterNotFound')) return undefined
      throw new Error(`The parameter ${name} of SECRETS_URL cannot be read.`, { cause: error })
    }
  }
  return {
    read: readIt,
    async create(text) {
      try {
        await client.send(new PutParameterCommand({ Name: name, Value: text, Type: 'SecureString', Overwrite: false }))
      } catch (error) {
        if (!isNamed(error, 'ParameterAlreadyExists'))
          throw new Error(`The parameter ${name} of SECRETS_URL does not exist and cannot be made.`, { cause: error })
      }
      return (await readIt()) ?? text
    },
    async replace(text) {
      await client.send(new PutParameterCommand({ Name: name, Value: text, Type: 'SecureString', Overwrite: true }))
    },
  }
}

const isCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code
const isNamed = (error: unknown, name: string) => error instanceof Error && error.name === name

/** Our requests beside those the SDK makes of the same mails, and their signatures computed a second time, by the book. */
import { createHash, createHmac } from 'node:crypto'
import { Readable } from 'node:stream'
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import { sesRequests } from './ses-request.ts'

interface Seen {
  method: string
  hostname: string
  path: string
  headers: Record<string, string>
  body: Uint8Array
}

/** A client whose requests go nowhere: they are kept, and answered with `answer`. */
function listening(answer = { statusCode: 200, headers: {}, text: '{"MessageId":"m1"}' }) {
  const seen: Seen[] = []
  const keys = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' }
  let given: typeof keys | undefined = keys
  const client = new SESv2Client({
    maxAttempts: 1,
    region: 'eu-west-1',
    credentials: async () => {
      if (!given) throw Object.assign(new Error('no keys'), { name: 'CredentialsProviderError' })
      // Not to be used again: the next mail asks for others.
      return { ...given, expiration: new Date(systemClock.nowMs() - 1) }
    },
    requestHandler: {
      async handle(request: Seen) {
        // What the bytes lie on is used for the next mail.
        seen.push({ ...request, headers: { ...request.headers }, body: Uint8Array.from(request.body) })
        return { response: { ...answer, body: Readable.from([Buffer.from(answer.text)]) } }
      },
    } as never,
  })
  return {
    client,
    seen,
    keys,
    give: (next: typeof keys | undefined) => {
      given = next
    },
  }
}

const address = fc
  .tuple(fc.stringMatching(/^[a-z."ö\\]{1,20}$/), fc.stringMatching(/^[a-z]{1,10}$/))
  .map(([local, domain]) => `${local}@${domain}.example`)
const word = fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/)
const letters = fc.record({
  from: address,
  to: address,
  configurationSet: word,
  tags: fc.option(fc.record({ campaignId: word, deliveryId: word, attempt: fc.nat(9) }), { nil: undefined }),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 9_000 }),
})

test('a request is what the SDK makes of the same mail, whatever the mails before it were', async () => {
  const ours = listening()
  const theirs = listening()
  const send = sesRequests(ours.client, systemClock)
  await fc.assert(
    fc.asyncProperty(letters, async ({ bytes, ...mail }) => {
      expect(await send({ ...mail, write: () => Buffer.from(bytes) })).toBe('m1')
      await theirs.client.send(
        new SendEmailCommand({
          FromEmailAddress: mail.from,
          Destination: { ToAddresses: [mail.to] },
          ConfigurationSetName: mail.configurationSet,
          Content: { Raw: { Data: bytes } },
          EmailTags: mail.tags && [
            { Name: 'campaignId', Value: mail.tags.campaignId },
            { Name: 'deliveryId', Value: mail.tags.deliveryId },
            { Name: 'attempt', Value: String(mail.tags.attempt) },
          ],
        }),
      )
      const [own, other] = [ours.seen.pop()!, theirs.seen.pop()!]
      expect(JSON.parse(Buffer.from(own.body).toString())).toEqual(JSON.parse(Buffer.from(other.body).toString()))
      const part = ({ method, hostname, path }: Seen) => ({ method, hostname, path })
      expect(part(own)).toEqual(part(other))
      expect(plain(own.headers)).toEqual(plain(other.headers))
      expect(own.headers.authorization).toBe(authorization(own, ours.keys))
    }),
    { numRuns: 60 },
  )
})

/** But for what tells one request from another: its time, its signature, the number of the try. */
const plain = (headers: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => !/^(amz-sdk-|authorization|x-amz-(date|content-sha256)|(x-amz-)?user-agent)/.test(name),
    ),
  )

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function authorization(
  { method, path, headers, body }: Seen,
  { accessKeyId, secretAccessKey }: Record<string, string>,
) {
  const [, signedHeaders = ''] = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '') ?? []
  const sha256 = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex')
  const lines = signedHeaders.split(';').map(name => `${name}:${headers[name]?.trim()}\n`)
  const canonical = [method, path, '', lines.join(''), signedHeaders, sha256(body)].join('\n')
  const at = headers['x-amz-date'] ?? ''
  const scope = [at.slice(0, 8), 'eu-west-1', 'ses', 'aws4_request']
  const sign = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
  const key = scope.reduce<string | Buffer>(sign, `AWS4${secretAccessKey}`)
  const signature = sign(key, ['AWS4-HMAC-SHA256', at, scope.join('/'), sha256(canonical)].join('\n')).toString('hex')
  return `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope.join('/')}, SignedHeaders=${signedHeaders}, Signature=${signature}`
}

const mail = {
  from: 'news@wood.example',
  to: 'anna@example.org',
  configurationSet: 'letters',
  tags: undefined,
  write: () => Buffer.from('x'),
}

test('an access key that was replaced is used from the next mail on', async () => {
  const { client, seen, keys, give } = listening()
  const send = sesRequests(client, systemClock)
  await send(mail)
  const next = { accessKeyId: 'AKIANEXT', secretAccessKey: 'other', sessionToken: 'newer' }
  give(next)
  await send(mail)
  expect(seen.map(({ headers }) => headers['x-amz-security-token'])).toEqual(['token', 'newer'])
  expect(seen[0]!.headers.authorization).toBe(authorization(seen[0]!, keys))
  expect(seen[1]!.headers.authorization).toBe(authorization(seen[1]!, next))
})

test('whoever has no access key at first can send once there is one', async () => {
  const { client, seen, keys, give } = listening()
  const send = sesRequests(client, systemClock)
  give(undefined)
  await expect(send(mail)).rejects.toMatchObject({ name: 'CredentialsProviderError' })
  give(keys)
  expect(await send(mail)).toBe('m1')
  expect(seen).toHaveLength(1)
})

test.each([
  [{ 'x-amzn-errortype': 'MessageRejected:http://x/' }, '{"message":"No."}', 'MessageRejected', 'No.'],
  [
    {},
    '{"__type":"com.amazonaws.sesv2#LimitExceededException","Message":"Enough."}',
    'LimitExceededException',
    'Enough.',
  ],
  [{}, '<html>Proxy</html>', 'Unknown', 'no reason was given'],
])('a refusal tells its status, its name and its reason', async (headers, text, name, message) => {
  const { client } = listening({ statusCode: 400, headers, text })
  await expect(sesRequests(client, systemClock)(mail)).rejects.toMatchObject({ status: 400, name, message })
})

test('an answer that nobody understands, or that does not end, is no acceptance', async () => {
  for (const text of ['<html>Welcome</html>', 'x'.repeat(200_000)]) {
    const { client } = listening({ statusCode: 200, headers: {}, text })
    await expect(sesRequests(client, systemClock)(mail)).rejects.not.toMatchObject({ status: expect.anything() })
  }
})

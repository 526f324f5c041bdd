import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, expect, test } from 'vitest'
import type { Mail } from './message.ts'
import { smtpSender } from './sender.smtp.ts'
import type { Sender } from './sender.ts'

let server: SMTPServer
let sender: Sender
let got: string[] = []
afterEach(async () => {
  await sender.close()
  await new Promise<void>(resolve => server.close(() => resolve()))
})

async function open(options: SMTPServerOptions = {}, user = '') {
  got = []
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let text = ''
      stream.on('data', chunk => {
        text += chunk
      })
      stream.on('end', () => {
        got.push(text)
        done()
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  sender = smtpSender(`smtp://${user}127.0.0.1:${(server.server.address() as AddressInfo).port}`)
}

const mail: Mail = {
  from: { address: 'news@wood.example' },
  to: { address: 'anna@example.org' },
  subject: 'Hello',
  html: '<p>x</p>',
  text: 'x',
  at: '2026-05-03T09:00:00.000Z',
}
const refusal = (code: number) => Object.assign(new Error('no'), { responseCode: code })

test('a mail that the server takes is accepted', async () => {
  await open()
  expect(await sender.send(mail)).toMatchObject({ kind: 'accepted' })
  expect(got).toHaveLength(1)
  expect(got[0]).toContain('Subject: Hello')
})

test('many at once share a few connections, each is sent once', async () => {
  await open()
  const sent = await Promise.all(Array.from({ length: 60 }, () => sender.send(mail)))
  expect(sent.every(each => each.kind === 'accepted')).toBe(true)
  expect(got).toHaveLength(60)
})

test('a recipient refused for good fails for good, one refused for now may be tried again', async () => {
  await open({ onRcptTo: ({ address }, _session, done) => done(refusal(address.startsWith('anna') ? 550 : 451)) })
  expect(await sender.send(mail)).toMatchObject({ kind: 'permanent' })
  expect(await sender.send({ ...mail, to: { address: 'bo@example.org' } })).toMatchObject({ kind: 'temporary' })
})

test('a sender that is refused concerns everybody', async () => {
  await open({ onMailFrom: (_address, _session, done) => done(refusal(550)) })
  expect(await sender.send(mail)).toMatchObject({ kind: 'account' })
})

test('a wrong password concerns everybody', async () => {
  await open(
    { authOptional: false, allowInsecureAuth: true, onAuth: (_auth, _session, done) => done(new Error('wrong')) },
    'me:wrong@',
  )
  expect(await sender.send(mail)).toMatchObject({ kind: 'account' })
})

test('nobody there: certainly not sent', async () => {
  await open()
  await new Promise<void>(resolve => server.close(() => resolve()))
  expect(await sender.send(mail)).toMatchObject({ kind: 'temporary' })
})

test('a connection that breaks while the mail is read leaves it in doubt, and it is not sent again', async () => {
  let tries = 0
  await open({
    onData(stream) {
      tries++
      stream.once('data', () => {
        for (const connection of server.connections) connection.close()
      })
      stream.resume()
    },
  })
  expect(await sender.send(mail)).toMatchObject({ kind: 'unknown' })
  expect(tries).toBe(1)
})

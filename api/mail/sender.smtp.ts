/** Hands mails to an SMTP server (`MAIL_URL=smtp://user:pass@host:port`), over a few kept connections. */
import { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'
import { asciiAddress } from './headers.ts'
import { mimeOf } from './message.ts'
import { type Sender, type Sent, shortReason } from './sender.ts'

const connectionsMax = 5
const messagesPerConnectionMax = 100
const timeoutMs = 20_000

export function smtpSender(url: string): Sender {
  const { hostname, port, username, password, protocol } = new URL(url)
  const secure = protocol === 'smtps:'
  const transport = createTransport({
    host: hostname,
    port: port ? Number(port) : secure ? 465 : 587,
    secure,
    auth: username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : undefined,
    pool: true,
    maxConnections: connectionsMax,
    maxMessages: messagesPerConnectionMax,
    // Putting a mail on the wire a second time is for the ledger to decide, not for a connection pool.
    maxRequeues: 0,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  } as Parameters<typeof createTransport>[0])

  return {
    feedback: false,
    parallel: connectionsMax,
    quota: async () => ({}),
    async send(mail) {
      const mime = mimeOf(mail)
      let read = false
      // Whether a single byte of the mail was asked for separates "certainly not" from "perhaps".
      const raw = new Readable({
        read() {
          read = true
          this.push(mime)
          this.push(null)
        },
      })
      const envelope = { from: asciiAddress(mail.from.address), to: [asciiAddress(mail.to.address)] }
      try {
        const info = await transport.sendMail({ envelope, raw })
        return { kind: 'accepted', messageId: String(info.messageId ?? '') }
      } catch (error) {
        return refusal(error as SmtpError, read)
      }
    },
    close: async () => transport.close(),
  }
}

interface SmtpError extends Error {
  code?: string
  command?: string
  responseCode?: number
}

/** What the server said decides; where it said nothing, how far we got. */
function refusal(error: SmtpError, read: boolean): Sent {
  const reason = shortReason(error.message)
  if (error.code === 'EAUTH')
    return { kind: 'account', reason: `The mail server refused our user name and password: ${reason}` }
  const said = error.responseCode
  if (said === undefined) return read ? { kind: 'unknown', reason } : { kind: 'temporary', reason }
  if (said === 421 || said === 450 || said === 451 || said === 452 || said < 500) return { kind: 'temporary', reason }
  // A sender that is refused is refused for everybody; a recipient or a mail, for this person.
  if (error.command === 'MAIL FROM')
    return { kind: 'account', reason: `The mail server refused our sender address: ${reason}` }
  return { kind: 'permanent', reason }
}

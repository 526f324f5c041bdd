/**
 * Takes a SendEmail request as SES would: refuses what SES refuses, and keeps the rest for looking.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
 */
import { Refusal } from './server.ts'

export interface SesMail {
  messageId: string
  acceptedAtMs: number
  /** The bare address. */
  from: string
  to: string[]
  subject: string
  tags: Record<string, string>
  configurationSet: string | undefined
  /** In their order, unfolded, still encoded (RFC 2047). */
  headers: [name: string, value: string][]
  /** The value of the first header of that name, in any case. */
  header(name: string): string | undefined
  /** The whole MIME message, byte for byte; undefined when it was sent as Simple. */
  raw: Buffer | undefined
  html: string | undefined
  text: string | undefined
}

const bytesMax = 40 * 1024 * 1024
const recipientsMax = 50
const tagsMax = 50
/** RFC 5322, without the line's end. */
const lineBytesMax = 998
/** The design's rule, narrower than what SES documents today (it also takes . and @): what passes here passes there. */
const tagPattern = /^[A-Za-z0-9_-]{1,256}$/
const singular = [
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'subject',
  'date',
  'message-id',
  'mime-version',
  'content-type',
]

// biome-ignore lint/suspicious/noExplicitAny: the parsed body of a request, in SES's own words.
export type SesInput = any

const bad = (message: string) => new Refusal(400, 'BadRequestException', message)

/** The mail without its id and time, which it is given once it is accepted. */
export function mailOf(input: SesInput): Omit<SesMail, 'messageId' | 'acceptedAtMs'> {
  const content = input.Content?.Raw ? rawContent(input.Content.Raw) : simpleContent(input.Content?.Simple)
  const header = (name: string) => content.headers.find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1]
  const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = input.Destination ?? {}
  const to = [...ToAddresses, ...CcAddresses, ...BccAddresses].map(addressOf)
  if (to.length === 0) throw bad('There are no recipients.')
  if (to.length > recipientsMax) throw bad(`Recipient count exceeds ${recipientsMax}.`)
  const from = addressOf(input.FromEmailAddress ?? header('From') ?? '')
  return { from, to, tags: tagsOf(input), configurationSet: input.ConfigurationSetName, header, ...content }
}

type Content = Pick<SesMail, 'headers' | 'raw' | 'html' | 'text' | 'subject'>

function rawContent({ Data = '' }: { Data?: string }): Content {
  const raw = Buffer.from(Data, 'base64')
  if (raw.length === 0) throw bad('The message is empty.')
  if (raw.length > bytesMax) throw bad('The message is larger than 40 MB.')
  for (const line of raw.toString('latin1').split(/\r?\n/))
    if (line.length > lineBytesMax) throw bad(`A line has ${line.length} bytes; ${lineBytesMax} are allowed.`)
  const headers = headersOf(raw)
  for (const name of singular)
    if (headers.filter(([each]) => each.toLowerCase() === name).length > 1) throw bad(`Duplicate header '${name}'.`)
  if (!headers.some(([name]) => name.toLowerCase() === 'from')) throw bad('The header From is missing.')
  const subject = headers.find(([name]) => name.toLowerCase() === 'subject')?.[1] ?? ''
  return { raw, headers, subject, html: undefined, text: undefined }
}

/** Up to the empty line; continuation lines (that begin with white space) belong to the header above them. */
function headersOf(raw: Buffer): [string, string][] {
  const [head = ''] = raw.toString('latin1').split(/\r?\n\r?\n/, 1)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are what a header may not hold.
  if (/[^\x00-\x7f]/.test(head)) throw bad('A header holds bytes that are not ASCII; encode it (RFC 2047).')
  return head
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .map(line => {
      const [, name, value] = /^([!-9;-~]+):\s*(.*)$/.exec(line) ?? []
      if (name === undefined || value === undefined) throw bad(`This is no header: ${line.slice(0, 80)}`)
      return [name, value]
    })
}

function simpleContent(simple: SesInput): Content {
  if (!simple?.Subject?.Data || !(simple.Body?.Html?.Data || simple.Body?.Text?.Data))
    throw bad('A simple message needs a subject and a body.')
  const subject = String(simple.Subject.Data)
  if (/[\r\n]/.test(subject)) throw bad('Control characters are not allowed in the subject.')
  const headers: [string, string][] = (simple.Headers ?? []).map(({ Name = '', Value = '' }) => {
    if (!/^[!-9;-~]{1,126}$/.test(Name) || !/^[ -~]{1,870}$/.test(Value))
      throw bad(`The header ${Name} is not allowed.`)
    return [Name, Value]
  })
  if (headers.length > 15) throw bad('A simple message has at most 15 headers of its own.')
  return { raw: undefined, headers, subject, html: simple.Body.Html?.Data, text: simple.Body.Text?.Data }
}

/** `Name <a@b.c>` or `a@b.c`. Domains come in punycode. */
function addressOf(written: string): string {
  const address = (/<([^<>]*)>\s*$/.exec(written)?.[1] ?? written).trim()
  const at = address.lastIndexOf('@')
  if (at < 1) throw bad(`Missing final '@domain': ${address}`)
  if (!/^[!-~]+$/.test(address.slice(0, at))) throw bad('Local address contains control or whitespace')
  if (!/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(address.slice(at + 1))) throw bad('Domain contains illegal character')
  return address
}

function tagsOf(input: SesInput): Record<string, string> {
  const tags: { Name?: string; Value?: string }[] = input.EmailTags ?? []
  if (tags.length > tagsMax) throw bad(`A message has at most ${tagsMax} tags.`)
  for (const { Name = '', Value = '' } of tags)
    if (!tagPattern.test(Name) || !tagPattern.test(Value))
      throw bad(`Invalid tag "${Name}: ${Value}": only letters, digits, _ and - are allowed.`)
  return Object.fromEntries(tags.map(({ Name = '', Value = '' }) => [Name, Value]))
}

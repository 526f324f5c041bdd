/**
 * What a worker is compared with: the SDK's client alone, sending one finished mail over and over.
 * `node bench/programs/bare-sender.ts <mails> <file with the mail>` prints its seconds and CPU seconds as JSON.
 */
import { readFileSync } from 'node:fs'
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2'

const [mails = '0', file = ''] = process.argv.slice(2)
const parallel = 50
const Data = readFileSync(file)
const client = new SESv2Client({ maxAttempts: 1 })
let left = Number(mails)

async function lane(): Promise<void> {
  while (left-- > 0)
    await client.send(
      new SendEmailCommand({
        FromEmailAddress: 'news@wood.example',
        Destination: { ToAddresses: [`person${left}@example.org`] },
        Content: { Raw: { Data: Buffer.from(Data) } },
      }),
    )
}

const [cpu, beganMs] = [process.cpuUsage(), performance.now()]
await Promise.all(Array.from({ length: parallel }, lane))
const seconds = (performance.now() - beganMs) / 1000
const { user, system } = process.cpuUsage(cpu)
process.stdout.write(`${JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6 })}\n`)
process.exit(0)

/** A mail service that takes everything at once, for the bench: prints its port, then ends when it is told to. */
import { startSesDouble } from '../../test/doubles/ses.ts'

const ses = await startSesDouble({ account: { maxSendRate: 100_000 } })
// It keeps every mail, which is not what is measured here.
const forgetEveryMs = 200
setInterval(() => {
  ses.mails.length = 0
}, forgetEveryMs)
process.stdout.write(`${new URL(ses.url).port}\n`)

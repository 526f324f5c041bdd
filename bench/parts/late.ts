/** Somebody more for a campaign that was finished long ago: how soon their mail leaves, asked for over HTTP. */
import { setTimeout as wait } from 'node:timers/promises'
import { connect } from '../http.ts'
import { signUp, startDormouse } from '../programs/program.ts'

const lookMs = 20
const leaveMsMax = 120_000

/** `folder`: an installation in which the campaign is done. Answers seconds from the click to the mail's being taken. */
export async function lateAdd(folder: string, campaignId: string, environment: NodeJS.ProcessEnv): Promise<number> {
  const { program, port } = await startDormouse(folder, environment)
  const admin = connect(port, { token: await signUp(port) })
  try {
    const person = { id: 'late', firstName: 'Late', email: 'late@example.org' }
    await admin.must('POST', '/api/contacts', person)
    const beganMs = performance.now()
    await admin.must('POST', `/api/campaigns/${campaignId}/recipients`, { contactIds: [person.id] })
    while (performance.now() - beganMs < leaveMsMax) {
      const { body } = await admin.ask('GET', `/api/deliveries/${campaignId}_${person.id}`)
      if ((body as { state?: string }).state === 'accepted') return (performance.now() - beganMs) / 1000
      await wait(lookMs)
    }
    throw new Error(`the late mail did not leave: ${program.printed().slice(-1_000)}`)
  } finally {
    admin.close()
    await program.stop()
  }
}

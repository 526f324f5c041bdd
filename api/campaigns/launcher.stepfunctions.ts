/**
 * Workers as tasks of a Step Functions state machine (`LAUNCH_URL=arn:aws:states:...`). The machine retries a worker that
 * ended early and says when it gives up (infra); here an execution is only begun.
 */
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import type { Launcher } from '../deps.ts'
import type { Reader } from '../store/view.ts'

export function stepFunctionsLauncher(
  stateMachineArn: string,
  { reader, client = new SFNClient({}) }: { reader: Pick<Reader, 'read'>; client?: SFNClient },
): Launcher {
  return {
    async launch(campaignId) {
      // Named after what it is for: asked twice about one run and one set of waves, Step Functions begins it once.
      const about = await reader.read({ collections: ['campaigns'] }, view => {
        const campaign = view.table('campaigns').get(campaignId)
        return `r${Number(campaign?.run ?? 0)}-v${Number(campaign?.version ?? 0)}`
      })
      const input = JSON.stringify({ campaignId })
      try {
        await client.send(
          new StartExecutionCommand({ stateMachineArn, name: `${campaignId}-${about}`.slice(0, 80), input }),
        )
      } catch (error) {
        if (!(error instanceof ExecutionAlreadyExists)) throw error
      }
    },
  }
}

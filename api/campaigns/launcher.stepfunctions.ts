/**
 * Workers as tasks of a Step Functions state machine (`LAUNCH_URL=arn:aws:states:...`). The machine retries a worker that
 * ended early and says when it gives up (infra); here an execution is only begun.
 */
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import type { Launcher } from '../deps.ts'
import type { ImportLauncher } from '../imports/launcher.ts'
import type { Reader } from '../store/view.ts'

export function stepFunctionsLauncher(
  stateMachineArn: string,
  { reader, client = new SFNClient({}) }: { reader: Pick<Reader, 'read'>; client?: SFNClient },
): Launcher & ImportLauncher {
  /** `name` says what it is for: what was begun under it once is not begun again. */
  async function begin(name: string, input: object): Promise<void> {
    try {
      await client.send(
        new StartExecutionCommand({ stateMachineArn, name: name.slice(0, 80), input: JSON.stringify(input) }),
      )
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error
    }
  }

  return {
    async launch(campaignId) {
      const about = await reader.read({ collections: ['campaigns'] }, view => {
        const campaign = view.table('campaigns').get(campaignId)
        return `r${Number(campaign?.run ?? 0)}-v${Number(campaign?.version ?? 0)}`
      })
      await begin(`${campaignId}-${about}`, { campaignId })
    },
    launchImport: (importId, task) => begin(`${importId}-${task}`, { importId, task }),
  }
}

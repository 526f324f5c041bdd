/**
 * A worker that is a task of a state machine says every 30 seconds that it is alive; one that falls silent is replaced.
 * It also says how it ended, so that the machine need not guess.
 */
import {
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
} from '@aws-sdk/client-sfn'
import type { Clock } from '../api/clock.ts'
import type { Log } from '../api/log.ts'

const everyMs = 30_000

export interface Heartbeat {
  /** It ended in order, whatever the campaign's state is. */
  succeeded(output: object): Promise<void>
  failed(cause: string): Promise<void>
}

/** `gone`: the machine no longer waits for this task (it was replaced, or stopped), so there is no use in going on. */
export function heartbeat(
  taskToken: string,
  {
    clock,
    log,
    gone,
    client = new SFNClient({}),
  }: { clock: Clock; log: Log; gone(): void; client?: Pick<SFNClient, 'send' | 'destroy'> },
): Heartbeat {
  const ended = new AbortController()
  void (async () => {
    while (!ended.signal.aborted) {
      try {
        await client.send(new SendTaskHeartbeatCommand({ taskToken }))
      } catch (error) {
        const { name } = error as Error
        if (name === 'TaskTimedOut' || name === 'TaskDoesNotExist') {
          log.warn({ error: name }, 'nobody waits for this worker any more')
          gone()
          return
        }
        log.warn({ error: String(error) }, 'the heartbeat was not heard')
      }
      await clock.wait(everyMs, ended.signal)
    }
  })()
  return {
    async succeeded(output) {
      ended.abort()
      await client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }))
      client.destroy()
    },
    async failed(cause) {
      ended.abort()
      await client.send(new SendTaskFailureCommand({ taskToken, error: 'WorkerFailed', cause: cause.slice(0, 1_000) }))
      client.destroy()
    },
  }
}

import { ExecutionAlreadyExists, type SFNClient } from '@aws-sdk/client-sfn'
import { expect, test } from 'vitest'
import { campaignInMemory, ok } from '../../test/worker/campaign-in-memory.ts'
import { stepFunctionsLauncher } from './launcher.stepfunctions.ts'

const arn = 'arn:aws:states:eu-west-1:000000000000:stateMachine:campaign'

function machine() {
  const begun: { name: string; input: string }[] = []
  const client = {
    async send({ input }: { input: { name: string; input: string; stateMachineArn: string } }) {
      expect(input.stateMachineArn).toBe(arn)
      if (begun.some(each => each.name === input.name))
        throw new ExecutionAlreadyExists({ message: 'exists', $metadata: {} })
      begun.push({ name: input.name, input: input.input })
      return {}
    },
  } as unknown as SFNClient
  return { begun, client }
}

test('asked twice about one state of a campaign, one execution is begun; a later wave begins another', async () => {
  const { writer, act } = await campaignInMemory()
  await ok(act('send'))
  const { begun, client } = machine()
  const launcher = stepFunctionsLauncher(arn, { reader: writer.replica, client })
  await launcher.launch('c1')
  await launcher.launch('c1')
  expect(begun).toHaveLength(1)
  expect(JSON.parse(begun[0]?.input ?? '')).toEqual({ campaignId: 'c1' })
  expect(begun[0]?.name).toMatch(/^[A-Za-z0-9_-]{1,80}$/)
  await ok(act('pause'))
  await ok(act('resume'))
  await launcher.launch('c1')
  expect(begun).toHaveLength(2)
})

import { App } from 'aws-cdk-lib'
import { Match, Template } from 'aws-cdk-lib/assertions'
import { beforeAll, describe, expect, test } from 'vitest'
import flags from './cdk.json' with { type: 'json' }
import { DormouseStack } from './stack.ts'

let template: Template
beforeAll(() => {
  // Bundling is the deployment's business; the shape of the stack is ours here.
  const app = new App({ context: { ...flags.context, 'aws:cdk:bundling-stacks': [] } })
  template = Template.fromStack(new DormouseStack(app, 'Dormouse-test', { stage: 'prod' }))
})

const mayPut = (policy: { Properties: { PolicyDocument: { Statement: { Action: string | string[] }[] } } }) =>
  policy.Properties.PolicyDocument.Statement.filter(each =>
    [each.Action].flat().some(name => /^s3:(Put|Delete)/.test(name)),
  )

describe('the stack', () => {
  test('the writer alone may put objects into the store, and the root only under a condition', () => {
    const policies = template.findResources('AWS::IAM::Policy')
    const statements = Object.entries(policies).flatMap(([name, policy]) =>
      mayPut(policy as Parameters<typeof mayPut>[0]).map(each => ({ name, text: JSON.stringify(each) })),
    )
    const intoStore = statements.filter(each => /StorageStore/.test(each.text))
    expect(intoStore.length).toBeGreaterThan(0)
    expect(intoStore.every(each => /Writer/.test(each.name))).toBe(true)
    const root = intoStore.filter(each => /root\.json/.test(each.text))
    expect(root.every(each => /if-match|if-none-match/.test(each.text))).toBe(true)
  })

  test('the queue is FIFO, waits six writer time-outs and has dead letters for 14 days', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      FifoQueue: true,
      VisibilityTimeout: 180,
      RedrivePolicy: Match.objectLike({ maxReceiveCount: 1000 }),
    })
    template.hasResourceProperties('AWS::SQS::Queue', { FifoQueue: true, MessageRetentionPeriod: 1_209_600 })
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    })
  })

  test('nothing in it costs money while it sleeps', () => {
    for (const type of [
      'AWS::EC2::NatGateway',
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
      'AWS::RDS::DBInstance',
      'AWS::EC2::Instance',
    ])
      template.resourceCountIs(type, 0)
  })

  test('no bucket is open to the world, and the data outlive the stack', () => {
    for (const bucket of Object.values(template.findResources('AWS::S3::Bucket')))
      expect(bucket.Properties.PublicAccessBlockConfiguration.BlockPublicAcls).toBe(true)
    const kept = Object.values(template.findResources('AWS::S3::Bucket')).filter(
      each => each.DeletionPolicy === 'Retain',
    )
    expect(kept).toHaveLength(3)
  })
})

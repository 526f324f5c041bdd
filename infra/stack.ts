/**
 * What stands in the account. Each construct sits in a file of its own with its grants beside it; this file only says
 * who knows whom. Nothing here runs while nobody works: no NAT, no load balancer, no interface endpoint.
 */
import { CfnOutput, Stack, type StackProps, Tags } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { Commands } from './commands.ts'
import { Server } from './server.ts'
import { Site } from './site.ts'
import { Storage } from './storage.ts'

export interface DormouseStackProps extends StackProps {
  stage: 'prod' | 'staging'
}

export class DormouseStack extends Stack {
  constructor(scope: Construct, id: string, props: DormouseStackProps) {
    super(scope, id, props)
    const storage = new Storage(this, 'Storage', { keep: props.stage === 'prod' })
    const commands = new Commands(this, 'Commands')
    const server = new Server(this, 'Server', { storage, commands })
    const site = new Site(this, 'Site', { api: server.api })
    server.answerAt(`https://${site.distribution.distributionDomainName}`)
    Tags.of(this).add('application', 'dormouse')
    new CfnOutput(this, 'Address', { value: `https://${site.distribution.distributionDomainName}` })
    new CfnOutput(this, 'SiteBucket', { value: site.bucket.bucketName })
  }
}

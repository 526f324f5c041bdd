/** The CDK app: one stack, named after its stage (`cdk synth -c stage=staging`). */
import { App } from 'aws-cdk-lib'
import { DormouseStack } from '../stack.ts'

const app = new App()
const stage: unknown = app.node.tryGetContext('stage') ?? 'prod'
if (stage !== 'prod' && stage !== 'staging') throw new Error(`The stage is prod or staging, not ${String(stage)}.`)
new DormouseStack(app, `Dormouse-${stage}`, { stage })

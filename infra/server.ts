/**
 * The API and the writer: two functions with a role each, so that "one writer" is not a convention but a permission.
 * Only the writer may put objects into the store, and the root only by compare-and-swap.
 */
import { join } from 'node:path'
import { Duration, Stack } from 'aws-cdk-lib'
import { CorsHttpMethod, HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type { Commands } from './commands.ts'
import type { Storage } from './storage.ts'

export interface ServerProps {
  storage: Storage
  commands: Commands
}

const repository = join(import.meta.dirname, '..')
/** One full vCPU: parsing segments is what a cold start spends its time on. */
const memoryMegabytes = 1769

export class Server extends Construct {
  readonly api: HttpApi
  private readonly functions: NodejsFunction[]

  constructor(scope: Construct, id: string, props: ServerProps) {
    super(scope, id)
    const { storage, commands } = props
    const stack = Stack.of(this)
    const environment = {
      STORE_URL: `s3://${storage.store.bucketName}/store`,
      EXCHANGE_URL: `s3://${storage.exchange.bucketName}/exchange`,
      DOCUMENTS_URL: `s3://${storage.documents.bucketName}/documents`,
      QUEUE_URL: commands.queue.queueUrl,
      SECRETS_URL: `ssm:/dormouse/${stack.stackName}`,
      MAIL_URL: 'ses:',
    }
    const api = this.serverFunction('Api', 'api', Duration.seconds(29), environment)
    const writer = this.serverFunction('Writer', 'writer', Duration.seconds(30), environment)
    this.functions = [api, writer]

    for (const each of this.functions) {
      storage.store.grantRead(each)
      storage.exchange.grantReadWrite(each)
      each.addToRolePolicy(
        new PolicyStatement({
          actions: ['ssm:GetParameter', 'ssm:GetParametersByPath', 'ssm:PutParameter'],
          resources: [
            stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: `dormouse/${stack.stackName}/*` }),
          ],
        }),
      )
    }
    storage.documents.grantReadWrite(api)
    // The writer sends itself the next step of a large change.
    for (const each of this.functions) commands.queue.grantSendMessages(each)
    this.letWrite(writer, storage)
    writer.addEventSource(new SqsEventSource(commands.queue, { batchSize: 10, reportBatchItemFailures: true }))

    this.api = new HttpApi(this, 'Http', { corsPreflight: { allowMethods: [CorsHttpMethod.GET], allowOrigins: [] } })
    const integration = new HttpLambdaIntegration('Integration', api)
    for (const path of ['/api/{proxy+}', '/u/{proxy+}'])
      this.api.addRoutes({ path, methods: [HttpMethod.ANY], integration })
  }

  /** The public address is the site's; links in mails are made from it. */
  answerAt(address: string) {
    for (const each of this.functions) each.addEnvironment('PUBLIC_URL', address)
  }

  private letWrite(writer: NodejsFunction, storage: Storage) {
    const root = storage.store.arnForObjects('store/root.json')
    writer.addToRolePolicy(
      new PolicyStatement({
        actions: ['s3:PutObject'],
        resources: ['manifests', 'segments', 'log', 'quarantine'].map(each =>
          storage.store.arnForObjects(`store/${each}/*`),
        ),
      }),
    )
    // Replacing the root needs the tag of the root that was read; making the first one needs its absence.
    for (const condition of ['s3:if-match', 's3:if-none-match'])
      writer.addToRolePolicy(
        new PolicyStatement({
          actions: ['s3:PutObject'],
          resources: [root],
          conditions: { Null: { [condition]: 'false' } },
        }),
      )
  }

  private serverFunction(id: string, handler: string, timeout: Duration, environment: Record<string, string>) {
    return new NodejsFunction(this, id, {
      entry: join(repository, 'api/lambda.ts'),
      handler,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memoryMegabytes,
      timeout,
      environment,
      depsLockFilePath: join(repository, 'package-lock.json'),
      projectRoot: repository,
      logGroup: new LogGroup(this, `${id}Logs`, { retention: RetentionDays.ONE_MONTH }),
      bundling: {
        format: OutputFormat.ESM,
        minify: true,
        sourceMap: true,
        // Libraries that still ask for require() find one.
        banner: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
    })
  }
}

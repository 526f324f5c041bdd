/** The one queue that feeds the one writer. */
import { Duration } from 'aws-cdk-lib'
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'

export class Commands extends Construct {
  readonly queue: Queue
  readonly deadLetters: Queue

  constructor(scope: Construct, id: string) {
    super(scope, id)
    const common = { fifo: true, encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true }
    this.deadLetters = new Queue(this, 'DeadLetters', { ...common, retentionPeriod: Duration.days(14) })
    this.queue = new Queue(this, 'Queue', {
      ...common,
      deduplicationScope: DeduplicationScope.QUEUE,
      fifoThroughputLimit: FifoThroughputLimit.PER_QUEUE,
      retentionPeriod: Duration.days(4),
      // Six times the writer's time-out, as AWS advises for event sources.
      visibilityTimeout: Duration.seconds(180),
      // A message handed back during an outage counts as received: the most there may be, so that only poison ends up there.
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 1000 },
    })
  }
}

/** The buckets: the store itself, what is staged on its way into it, and people's documents. */
import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { BlockPublicAccess, Bucket, BucketEncryption, type BucketProps, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'

export interface StorageProps {
  /** Whether destroying the stack leaves the data alone. */
  keep: boolean
}

export class Storage extends Construct {
  readonly store: Bucket
  readonly exchange: Bucket
  readonly documents: Bucket

  constructor(scope: Construct, id: string, props: StorageProps) {
    super(scope, id)
    const common: BucketProps = {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: props.keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    }
    // Versions are the net under a mistaken delete; the collector itself never deletes what a root still names.
    this.store = new Bucket(this, 'Store', {
      ...common,
      versioned: true,
      lifecycleRules: [
        { noncurrentVersionExpiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    })
    // Staged files outlive the queue (4 days) and the dead letters (14 days), so that a late message finds its payload.
    this.exchange = new Bucket(this, 'Exchange', {
      ...common,
      lifecycleRules: [{ expiration: Duration.days(15), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    })
    this.documents = new Bucket(this, 'Documents', { ...common, versioned: true })
  }
}

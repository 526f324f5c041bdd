/**
 * What AWS asks for, in US dollars, list prices of us-east-1 without any free tier, as they stood in November 2025. Check
 * them before you rely on a figure that is made of them; `docs/cost.md` names the pages.
 */
export const prices = {
  /** https://aws.amazon.com/s3/pricing/ – S3 Standard. */
  s3: { put: 0.005 / 1_000, get: 0.0004 / 1_000, gigabyteMonth: 0.023 },
  /** https://aws.amazon.com/sqs/pricing/ – each 64 KB of a payload is one request. */
  sqs: { fifoRequest: 0.5 / 1e6, standardRequest: 0.4 / 1e6 },
  /** https://aws.amazon.com/lambda/pricing/ – arm64. */
  lambda: { request: 0.2 / 1e6, gigabyteSecond: 0.0000133334 },
  /** https://aws.amazon.com/api-gateway/pricing/ – HTTP API. */
  httpApi: { request: 1 / 1e6 },
  /** https://aws.amazon.com/ses/pricing/ – outbound mail; attachments and dedicated addresses aside. */
  ses: { mail: 0.1 / 1_000 },
  /** https://aws.amazon.com/sns/pricing/ – a notification to SQS is free, a publish is not. */
  sns: { publish: 0.5 / 1e6 },
  /** https://aws.amazon.com/step-functions/pricing/ – standard workflows. */
  stepFunctions: { transition: 0.025 / 1_000 },
  /** https://aws.amazon.com/fargate/pricing/ – Linux on ARM; a public IPv4 address while it runs (VPC pricing). */
  fargate: { vcpuHour: 0.03238, gigabyteHour: 0.00356, addressHour: 0.005 },
} as const

/** `s3 PutObject` → dollars; what is free or not asked of AWS is 0. */
export function priceOf(request: string): number {
  const [service, operation = ''] = request.split(' ')
  if (service === 's3')
    return /^(Put|List|Copy|Post)/.test(operation) ? prices.s3.put : /^Delete/.test(operation) ? 0 : prices.s3.get
  if (service === 'sqs') return prices.sqs.fifoRequest
  return operation === 'SendEmail' ? prices.ses.mail : 0
}

export const costOf = (requests: Readonly<Record<string, number>>): number =>
  Object.entries(requests).reduce((sum, [name, count]) => sum + count * priceOf(name), 0)

/**
 * The entry points on AWS: `api` behind an HTTP API, `writer` behind the FIFO queue. Each function opens what it needs
 * once, when it is first called, and keeps it while it is warm. Only the writer's role may write to the store.
 */
import { type RequestListener, ServerResponse } from 'node:http'
import { configure } from '@vendia/serverless-express'
import { stepFunctionsLauncher } from './campaigns/launcher.stepfunctions.ts'
import type { SqsEventRecord } from './command/queue.sqs.ts'
import { openDeps } from './compose.ts'
import { openWriter } from './compose-writer.ts'
import { configOfProcess } from './config.ts'
import { makeApp } from './http/app.ts'
import { type Headers, setHeaders } from './http/headers.ts'
import { allRoutes } from './http/routes.ts'
import { openIdentity } from './identity/open.ts'
import { openSender } from './mail/sender.open.ts'
import { type BatchAnswer, handleBatch } from './writer/batch.ts'

type HttpHandler = (event: object, context: object) => Promise<unknown>

/** What the browser gets as bytes: everything else of the API is text. */
const binary = ['application/octet-stream', 'image/*', 'application/pdf', 'application/zip']

let http: Promise<HttpHandler> | undefined
let writing: ReturnType<typeof openWriting> | undefined

/** Two parameters and a promise: Node 24's runtime refuses handlers that take a callback. */
export async function api(event: object, context: object): Promise<unknown> {
  http ??= openHttp()
  const handle = await http
  return handle(event, context)
}

export async function writer(event: { Records: SqsEventRecord[] }): Promise<BatchAnswer> {
  writing ??= openWriting()
  const deps = await writing
  const answer = await handleBatch(event, deps)
  // The function is frozen when it has answered; a compaction that was begun must not be frozen with it.
  await deps.committer.idle()
  return answer
}

async function openHttp(): Promise<HttpHandler> {
  const config = configOfProcess()
  const deps = await openDeps(config)
  const { identity, accounts } = openIdentity(deps)
  const launcher = stepFunctionsLauncher(config.launchUrl, deps)
  const sender = openSender(config.mailUrl, deps)
  const routes = allRoutes({ ...deps, identity, accounts, launcher, sender, launchImport: launcher.launchImport })
  const app = makeApp({ deps: { ...deps, identity }, routes })
  const handler = configure({ app: heard(app), binarySettings: { contentTypes: binary } })
  return (event, context) => handler(event as never, context as never, () => undefined) as unknown as Promise<unknown>
}

/** What stands before the gateway asks which headers were set: it is told of those that are written in one go, too. */
const heard =
  (app: RequestListener): RequestListener =>
  (request, response) => {
    response.writeHead = (status: number, headers: unknown = {}) => {
      setHeaders(response, headers as Headers)
      return ServerResponse.prototype.writeHead.call(response, status)
    }
    app(request, response)
  }

async function openWriting() {
  const deps = await openDeps(configOfProcess())
  return { ...deps, ...openWriter(deps) }
}

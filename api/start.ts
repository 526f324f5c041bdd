/** What `npm start` does before it serves: the checks that end in one sentence, and the port. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { join } from 'node:path'

/** A start that cannot go on, in one sentence that says what to do. */
export class StartError extends Error {}

const nodeMajor = 24

export function checkNode(version: string): void {
  if (Number(/^v?(\d+)/.exec(version)?.[1]) >= nodeMajor) return
  throw new StartError(
    `Dormouse runs on Node ${nodeMajor} and this is ${version}: start it with npm start, which brings its own after npm ci.`,
  )
}

const repository = join(import.meta.dirname, '..')

/** Builds the admin if its sources changed, in a process that takes the bundler's memory away with it. */
export async function builtAdmin(): Promise<string> {
  const script = join(repository, 'admin/build.ts')
  if (existsSync(script)) {
    const child = spawn(process.execPath, [script], { cwd: repository, stdio: ['ignore', 'inherit', 'inherit'] })
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('exit', resolve)
    })
    if (code !== 0) throw new StartError('The admin could not be built: what the bundler says stands above.')
  }
  return join(repository, 'admin/dist')
}

/** Takes the port before anything is opened: whoever asks meanwhile is told to come again. */
export async function listen(
  host: string,
  port: number,
): Promise<{ server: Server; serve(app: RequestListener): void }> {
  let app: RequestListener = (_request, response) => {
    response.writeHead(503, { 'Retry-After': '1', 'Content-Type': 'application/json' })
    response.end(JSON.stringify({ message: 'Dormouse is starting. Try again in a moment.' }))
  }
  const server = createServer((request, response) => app(request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(inUse(error, host, port)))
    server.listen(port, host, resolve)
  })
  return {
    server,
    serve(ready) {
      app = ready
    },
  }
}

function inUse(error: Error, host: string, port: number): Error {
  const code = 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return new StartError(`Port ${port} is in use: stop the program that has it, or choose another port with PORT.`)
  if (code === 'EACCES') return new StartError(`Port ${port} is not yours to use: choose one above 1023 with PORT.`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new StartError(`HOST is "${host}", which is no address of this machine.`)
  return error
}
